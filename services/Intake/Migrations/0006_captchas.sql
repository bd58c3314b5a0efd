-- Codes in pictures that readers type. The code itself follows from id and salt under a key that is not in the database.
CREATE TABLE captchas (
    id           uuid PRIMARY KEY,
    article_id   text NOT NULL,
    salt         bytea NOT NULL,
    status       text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'used', 'wrong')),
    -- Keyed hash of who asked for it.
    address_hash text,
    expires_at   timestamptz NOT NULL
);
CREATE INDEX captchas_by_address ON captchas (address_hash, expires_at);
CREATE INDEX captchas_by_expiry ON captchas (expires_at);
