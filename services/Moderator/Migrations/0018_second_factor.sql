-- The app that shows a person's codes.
CREATE TABLE second_factors (
    moderator_id uuid PRIMARY KEY REFERENCES moderators (id),
    -- Sealed by the service's data protection.
    secret       text NOT NULL,
    -- Null until a first code has proven that the app has the secret; until then nothing is asked for.
    confirmed_at timestamptz,
    -- Of the last code that was taken, in steps of 30 s since 1970: it and older ones are not taken again.
    last_step    bigint NOT NULL
);

-- For who has lost the app; each is taken once.
CREATE TABLE recovery_codes (
    moderator_id uuid NOT NULL REFERENCES moderators (id),
    -- SHA-256 of a random code of 80 bits.
    digest       bytea NOT NULL CHECK (length(digest) = 32),

    PRIMARY KEY (moderator_id, digest)
);
