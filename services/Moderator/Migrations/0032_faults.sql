-- Messages that a service could not take. Moderator drains them from the broker's queues of what was set aside, so that they are
-- seen, and sends them once more when somebody says so.
CREATE TABLE fault_replays (
    id           uuid PRIMARY KEY,
    operation_id uuid NOT NULL REFERENCES operations (id),
    status       text NOT NULL CHECK (status IN ('running', 'finished', 'stopped')),
    -- Messages a second, and how many there were.
    rate         integer NOT NULL CHECK (rate > 0),
    total        integer NOT NULL,
    sent         integer NOT NULL DEFAULT 0,
    -- Before then nothing of it leaves: copies of the service share its rate.
    next_at      timestamptz NOT NULL,
    started_at   timestamptz NOT NULL,
    ended_at     timestamptz,
    CHECK ((status = 'running') = (ended_at IS NULL))
);
CREATE INDEX fault_replays_running ON fault_replays (next_at) WHERE status = 'running';
CREATE INDEX fault_replays_latest ON fault_replays (started_at DESC);

CREATE TABLE faults (
    id                uuid PRIMARY KEY,
    -- Of queue and message: one message is one row, however often it is delivered here or fails.
    digest            bytea NOT NULL UNIQUE CHECK (length(digest) = 32),
    status            text NOT NULL CHECK (status IN ('open', 'replaying', 'replayed', 'discarded')),
    -- Where it failed, and goes back to.
    queue             text NOT NULL,
    message_id        text,
    message_type      text,
    comment_id        uuid,
    -- What a reader wrote, or what tells of one, may be in it: it goes when the comment is erased.
    holds_text        boolean NOT NULL,
    -- Faults of one cause have the same queue, exception, place and type of message.
    cause_id          uuid NOT NULL,
    exception_type    text NOT NULL,
    place             text NOT NULL,
    -- What they quote of the message is masked.
    exception_message text NOT NULL,
    stack             text NOT NULL,
    headers           jsonb NOT NULL,
    content_type      text,
    correlation_id    text,
    body              bytea NOT NULL,
    -- How often it has failed.
    attempts          integer NOT NULL CHECK (attempts > 0),
    -- By the clock of the service in which it failed, and of this database: when it came here first, and last.
    failed_at         timestamptz,
    first_at          timestamptz NOT NULL,
    last_at           timestamptz NOT NULL,
    closed_at         timestamptz,
    -- What was done about it last.
    operation_id      uuid REFERENCES operations (id),
    replay_id         uuid REFERENCES fault_replays (id),
    CHECK ((status IN ('replayed', 'discarded')) = (closed_at IS NOT NULL)),
    CHECK (status <> 'replaying' OR replay_id IS NOT NULL)
);
CREATE INDEX faults_of_cause ON faults (cause_id, last_at DESC, id DESC);
CREATE INDEX faults_latest ON faults (last_at DESC, id DESC);
CREATE INDEX faults_open ON faults (first_at) WHERE status = 'open';
CREATE INDEX faults_replaying ON faults (replay_id, id) WHERE replay_id IS NOT NULL;
CREATE INDEX faults_closed ON faults (closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX faults_of_comment ON faults (comment_id) WHERE comment_id IS NOT NULL;
CREATE INDEX faults_of_unknown_comment ON faults (id) WHERE comment_id IS NULL;
