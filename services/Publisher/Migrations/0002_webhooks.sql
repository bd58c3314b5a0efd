CREATE TABLE endpoints (
    name            text PRIMARY KEY,
    url             text NOT NULL,
    status          text NOT NULL CHECK (status IN ('active', 'disabled')),
    disabled_reason text CHECK (disabled_reason IN ('gone', 'gave-up', 'not-configured')),
    disabled_at     timestamptz,
    -- When it last accepted something, to within a minute.
    accepted_at     timestamptz,
    CONSTRAINT disabled_has_a_reason CHECK ((status = 'disabled') = (num_nulls(disabled_reason, disabled_at) = 0))
);

CREATE TABLE deliveries (
    webhook_id    uuid NOT NULL,
    endpoint      text NOT NULL REFERENCES endpoints (name),
    comment_id    uuid NOT NULL,
    version       integer NOT NULL,
    type          text NOT NULL CHECK (type IN ('comment.approved', 'comment.retracted')),
    status        text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'delivered', 'given_up', 'superseded')),
    attempts      integer NOT NULL DEFAULT 0,
    -- When its schedule began: when it was written, or last asked to be sent again.
    started_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    due_at        timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- While it is being sent. A sender that dies lets this pass, and the delivery is sent again.
    claimed_until timestamptz,
    PRIMARY KEY (webhook_id, endpoint)
);

CREATE INDEX deliveries_due ON deliveries (endpoint, due_at) WHERE status = 'waiting';
CREATE INDEX deliveries_of_comment ON deliveries (comment_id, endpoint);

CREATE TABLE attempts (
    webhook_id  uuid NOT NULL,
    endpoint    text NOT NULL,
    at          timestamptz NOT NULL DEFAULT clock_timestamp(),
    status_code integer,
    error       text,
    duration    interval NOT NULL,
    FOREIGN KEY (webhook_id, endpoint) REFERENCES deliveries (webhook_id, endpoint) ON DELETE CASCADE,
    CONSTRAINT answered_or_failed CHECK (num_nonnulls(status_code, error) = 1)
);

CREATE INDEX attempts_of_delivery ON attempts (webhook_id, endpoint, at);
