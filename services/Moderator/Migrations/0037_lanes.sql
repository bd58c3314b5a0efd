-- What a search for a lane's threshold found. Each spends a part of the chance to be mistaken, so none is forgotten.
CREATE TABLE lane_fits (
    id        uuid PRIMARY KEY,
    lane      text NOT NULL CHECK (lane IN ('publish', 'reject')),
    model     text NOT NULL,
    budget    double precision NOT NULL,
    -- Counts the searches with this model, from 1, and the chance to be mistaken that this one had.
    attempt   integer NOT NULL CHECK (attempt > 0),
    level     double precision NOT NULL,
    decisions integer NOT NULL,
    taken     integer NOT NULL,
    wrong     integer NOT NULL,
    share     double precision NOT NULL,
    bound     double precision NOT NULL,
    -- Comments on its safe side are taken; null when none keeps the budget.
    threshold double precision,
    needed    integer,
    -- Null is the machine.
    found_by  uuid REFERENCES moderators (id),
    found_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (lane, model, attempt)
);

-- What the machine may decide by itself. Both are shut until a person opens them.
CREATE TABLE lanes (
    name         text PRIMARY KEY CHECK (name IN ('publish', 'reject')),
    budget       double precision NOT NULL CHECK (budget > 0 AND budget <= 0.2),
    audit_share  double precision NOT NULL DEFAULT 0.05 CHECK (audit_share >= 0.01 AND audit_share <= 1),
    -- Nothing is approved, or rejected, without a person, by whatever rule.
    is_forbidden boolean NOT NULL DEFAULT false,
    status       text NOT NULL DEFAULT 'shut' CHECK (status IN ('shut', 'open')),
    -- Why it was shut last; null when it was never opened.
    shut_for     text,
    changed_at   timestamptz,
    -- Of the time that it is, or was last, open.
    opening_id   uuid,
    opened_at    timestamptz,
    fit_id       uuid REFERENCES lane_fits (id),
    -- By which audits are drawn, so that nobody can tell beforehand.
    salt         bytea,
    -- Whether the audits have once shown that the budget is kept.
    was_proven   boolean NOT NULL DEFAULT false,
    CHECK (status = 'shut' OR (opening_id IS NOT NULL AND fit_id IS NOT NULL AND salt IS NOT NULL AND NOT is_forbidden))
);
INSERT INTO lanes (name, budget) VALUES ('publish', 0.01), ('reject', 0.005);

-- What people read blind: audits, which a lane would have decided, and as many that none would have, so that nobody can tell
-- which. What the machine says of them stands here until they are decided.
CREATE TABLE blind_reads (
    comment_id uuid NOT NULL,
    revision   integer NOT NULL,
    -- Null is no audit.
    lane       text CHECK (lane IN ('publish', 'reject')),
    opening_id uuid,
    -- The first rule that minded it.
    rule       text NOT NULL,
    scores     jsonb NOT NULL,
    risk       real NOT NULL,
    rejection  real,
    spans      jsonb,
    scored_at  timestamptz NOT NULL,
    chosen_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (comment_id, revision)
);
CREATE INDEX blind_reads_of_opening ON blind_reads (opening_id) WHERE lane IS NOT NULL;

ALTER TABLE comments ADD COLUMN blind boolean NOT NULL DEFAULT false;

-- The machine does something, too: it shuts a lane.
ALTER TABLE operations ALTER COLUMN by_id DROP NOT NULL;
