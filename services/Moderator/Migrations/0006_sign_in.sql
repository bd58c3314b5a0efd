-- Null until the person has set one.
ALTER TABLE moderators ALTER COLUMN password_hash DROP NOT NULL;

-- One-time links for setting a password, one open for each person.
CREATE TABLE invitations (
    moderator_id uuid PRIMARY KEY REFERENCES moderators (id),
    -- SHA-256 of the token.
    token_digest bytea NOT NULL UNIQUE CHECK (length(token_digest) = 32),
    expires_at   timestamptz NOT NULL
);

-- Wrong passwords, counted by name, whether somebody has it or not, and by address. Keys are SHA-256, since people type passwords
-- into name fields.
CREATE TABLE sign_in_failures (
    kind          text NOT NULL CHECK (kind IN ('account', 'address')),
    key           bytea NOT NULL CHECK (length(key) = 32),
    failures      integer NOT NULL,
    last_at       timestamptz NOT NULL,
    blocked_until timestamptz NOT NULL,

    PRIMARY KEY (kind, key)
);

CREATE INDEX sign_in_failures_last ON sign_in_failures (last_at);
