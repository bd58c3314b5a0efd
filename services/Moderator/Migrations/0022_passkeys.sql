-- Passkeys (WebAuthn) that people sign in with, in place of password and code.
CREATE TABLE passkeys (
    id                 uuid PRIMARY KEY,
    moderator_id       uuid NOT NULL REFERENCES moderators (id),
    -- What the person calls it.
    name               text NOT NULL,
    credential_id      bytea NOT NULL UNIQUE,
    -- As COSE writes it.
    public_key         bytea NOT NULL,
    -- Of the last use; a smaller one comes from a copy. 0 where the authenticator does not count.
    sign_count         bigint NOT NULL,
    transports         text[] NOT NULL,
    is_backup_eligible boolean NOT NULL,
    is_backed_up       boolean NOT NULL,
    created_at         timestamptz NOT NULL,
    used_at            timestamptz
);

CREATE INDEX passkeys_moderator ON passkeys (moderator_id);

-- What a browser was asked to sign. Each is taken once, and only by the browser or session that it was made for.
CREATE TABLE passkey_challenges (
    -- SHA-256 of what only that browser or session knows.
    key        bytea PRIMARY KEY CHECK (length(key) = 32),
    -- SHA-256 of the address that asked, which has few at a time; null within a session, which has one.
    address    bytea,
    state      text NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE INDEX passkey_challenges_created ON passkey_challenges (created_at);
CREATE INDEX passkey_challenges_address ON passkey_challenges (address, created_at);
