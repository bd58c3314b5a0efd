-- What this service removes after a time: when each kind is looked for next, and how it went.
CREATE TABLE retention_jobs (
    kind          text PRIMARY KEY,
    -- Since when the kind is looked after.
    since         timestamptz NOT NULL DEFAULT clock_timestamp(),
    due_at        timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- When it was last removed without an error.
    done_at       timestamptz,
    -- Since when something is left that was kept long enough.
    waiting_since timestamptz
);

CREATE TABLE retention_runs (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind       text NOT NULL REFERENCES retention_jobs (kind),
    started_at timestamptz NOT NULL,
    took       interval NOT NULL,
    removed    bigint NOT NULL,
    -- What there was after it; null when it failed.
    oldest     timestamptz,
    waiting    bigint,
    error      text
);

CREATE INDEX retention_runs_of_kind ON retention_runs (kind, id DESC);
