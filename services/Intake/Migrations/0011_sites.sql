-- News sites beside the one that the configuration names, with the origins from which their readers' browsers may send, and the
-- keys of their servers: SHA-256 of random texts that nobody can read again.
CREATE TABLE sites (
    name       text PRIMARY KEY,
    origins    text[] NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE site_keys (
    id           uuid PRIMARY KEY,
    site         text NOT NULL REFERENCES sites (name),
    hash         bytea NOT NULL UNIQUE,
    created_at   timestamptz NOT NULL DEFAULT now(),
    last_used_at timestamptz,
    revoked_at   timestamptz
);
CREATE INDEX site_keys_of_site ON site_keys (site);
