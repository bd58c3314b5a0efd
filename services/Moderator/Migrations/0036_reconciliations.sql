-- Comparing what was decided with what Publisher keeps, comment by comment, in the order of their ids. One runs at a time; it
-- goes on after a restart, in whichever copy of the service.
CREATE TABLE reconciliations (
    id           uuid PRIMARY KEY,
    operation_id uuid NOT NULL REFERENCES operations (id),
    status       text NOT NULL CHECK (status IN ('running', 'finished', 'stopped')),
    -- All comments up to this one are compared.
    place        uuid NOT NULL,
    -- How many there are, nearly, and how many were compared.
    total        bigint NOT NULL,
    compared     bigint NOT NULL DEFAULT 0,
    published    integer NOT NULL DEFAULT 0,
    retracted    integer NOT NULL DEFAULT 0,
    held         integer NOT NULL DEFAULT 0,
    left_alone   integer NOT NULL DEFAULT 0,
    sent_again   integer NOT NULL DEFAULT 0,
    -- Why it waits: the code of what Publisher said instead.
    fault        text,
    next_at      timestamptz NOT NULL,
    started_at   timestamptz NOT NULL,
    ended_at     timestamptz,
    CHECK ((status = 'running') = (ended_at IS NULL))
);
CREATE UNIQUE INDEX reconciliations_one_runs ON reconciliations (status) WHERE status = 'running';
CREATE INDEX reconciliations_latest ON reconciliations (started_at DESC);

-- Where both differed, and what was done.
CREATE TABLE reconciled_comments (
    reconciliation_id uuid NOT NULL REFERENCES reconciliations (id),
    comment_id        uuid NOT NULL,
    mending           text NOT NULL CHECK (mending IN ('published', 'retracted', 'held', 'leftAlone')),
    PRIMARY KEY (reconciliation_id, comment_id)
);

-- The versions of comments that others know although no decision here has them. The next decision gets a later one, or it would
-- change nothing there.
CREATE TABLE version_floors (
    comment_id uuid PRIMARY KEY,
    version    integer NOT NULL
);
