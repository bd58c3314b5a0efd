CREATE TABLE outbox (
    id          uuid PRIMARY KEY,
    type        text NOT NULL,
    body        text NOT NULL,
    traceparent text,
    created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    not_before  timestamptz NOT NULL,
    attempts    integer NOT NULL DEFAULT 0
);

CREATE INDEX outbox_due ON outbox (not_before, id);

-- Rows live for milliseconds: without early vacuuming the relay would wade through dead ones.
ALTER TABLE outbox SET (autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 5000);
