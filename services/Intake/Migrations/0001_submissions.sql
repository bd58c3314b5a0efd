CREATE TABLE submissions (
    id               uuid PRIMARY KEY,
    article_id       text NOT NULL,
    article_headline text,
    article_url      text,
    parent_id        uuid,
    revision         integer NOT NULL,
    submitted_at     timestamptz NOT NULL,

    -- What the tracking page says. version counts the decisions: an older one changes nothing.
    status           text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'approved', 'rejected')),
    reason           text CHECK ((reason IS NOT NULL) = (status = 'rejected')),
    version          integer NOT NULL DEFAULT 0,
    decided_at       timestamptz,

    -- SHA-256 of the tracking token: whoever reads this table can open no tracking page.
    tracking_hash    text NOT NULL UNIQUE,

    -- SHA-256 of the Idempotency-Key, and a keyed hash of what came with it.
    idempotency_hash text UNIQUE,
    fingerprint      text NOT NULL,

    -- Personal data: erasing it empties these columns and no others.
    name             text,
    title            text,
    content          text,
    phone_cipher     bytea,
    phone_key_id     text,
    phone_hash       text,
    address_hash     text,
    device_hash      text
);
