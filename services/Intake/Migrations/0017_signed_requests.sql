-- Whether a site's server signs what it sends, and its keys alone are taken no more.
ALTER TABLE sites ADD COLUMN signs boolean NOT NULL DEFAULT false;

-- The ids of signed requests, each of which is taken once, until they are too old to be taken anyway.
CREATE TABLE signed_requests (
    site       text NOT NULL,
    id         text NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (site, id)
);
CREATE INDEX signed_requests_by_expiry ON signed_requests (expires_at);
