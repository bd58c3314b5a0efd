-- Trusted since PostgreSQL 13: the owner of a database may add it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

ALTER TABLE comments
    ADD COLUMN risk real GENERATED ALWAYS AS (coalesce(greatest(spam, toxicity, hate), 0)) STORED,
    -- When it was queued, set back by two hours for the highest risk and by one where there are no scores: what is risky
    -- overtakes what came up to two hours before it, and nothing else, so that nothing waits for ever.
    ADD COLUMN priority timestamptz GENERATED ALWAYS AS (
        ((queued_at AT TIME ZONE 'UTC') - coalesce(greatest(spam, toxicity, hate), 0.5)::double precision * interval '2 hours')
            AT TIME ZONE 'UTC') STORED;

-- What waits is little beside what was decided, and is read in three orders: by everybody, and by those who are limited to
-- sections.
DROP INDEX comments_queued;
CREATE INDEX comments_by_age ON comments (status, queued_at, id) WHERE status IN ('pending', 'suspect', 'unscored');
CREATE INDEX comments_by_priority ON comments (status, priority, id) WHERE status IN ('pending', 'suspect', 'unscored');
CREATE INDEX comments_by_risk ON comments (status, (-risk), id) WHERE status IN ('pending', 'suspect', 'unscored');
CREATE INDEX comments_section_by_age ON comments (section, status, queued_at, id)
    WHERE status IN ('pending', 'suspect', 'unscored');
CREATE INDEX comments_section_by_priority ON comments (section, status, priority, id)
    WHERE status IN ('pending', 'suspect', 'unscored');
CREATE INDEX comments_section_by_risk ON comments (section, status, (-risk), id)
    WHERE status IN ('pending', 'suspect', 'unscored');
CREATE INDEX comments_section_decided ON comments (section, status, decided_at, id);

CREATE INDEX comments_article_submitted ON comments (article_id, submitted_at, id);
CREATE INDEX comments_phone_submitted ON comments (phone_key, submitted_at) WHERE phone_key IS NOT NULL;
CREATE INDEX comments_device_submitted ON comments (device_key, submitted_at) WHERE device_key IS NOT NULL;
CREATE INDEX comments_name_submitted ON comments (lower(name), submitted_at);
CREATE INDEX comments_text ON comments USING gin (lower(name || E'\n' || title || E'\n' || content) gin_trgm_ops)
    WHERE status IN ('pending', 'suspect', 'unscored');

-- Who has a comment in hand. No part of any history: a row ends with the decision, with its console, or with its time.
CREATE TABLE leases (
    comment_id   uuid PRIMARY KEY,
    lease        uuid NOT NULL,
    moderator_id uuid NOT NULL REFERENCES moderators (id),
    console      uuid,
    until        timestamptz NOT NULL
);

-- Consoles whose event stream is open, or was a moment ago.
CREATE TABLE consoles (
    id           uuid PRIMARY KEY,
    moderator_id uuid NOT NULL REFERENCES moderators (id),
    seen_at      timestamptz NOT NULL
);

CREATE TABLE batches (
    id           uuid PRIMARY KEY,
    status       text NOT NULL CHECK (status IN ('previewed', 'decided', 'undone')),
    moderator_id uuid NOT NULL REFERENCES moderators (id),
    outcome      text NOT NULL CHECK (outcome IN ('approve', 'reject', 'hold')),
    reason       text,
    note         text,
    created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    decided_at   timestamptz,
    undone_at    timestamptz
);

CREATE INDEX batches_previewed ON batches (created_at) WHERE status = 'previewed';

CREATE TABLE batch_items (
    batch_id    uuid NOT NULL REFERENCES batches (id) ON DELETE CASCADE,
    comment_id  uuid NOT NULL,
    revision    integer NOT NULL,
    decision_id uuid REFERENCES decisions (id),
    -- Why it was not decided, or not undone.
    skipped     text,
    PRIMARY KEY (batch_id, comment_id)
);

-- What colleagues tell each other of a comment: notes, and why they left it to somebody else.
CREATE TABLE comment_notes (
    id           uuid PRIMARY KEY,
    kind         text NOT NULL CHECK (kind IN ('note', 'skip')),
    comment_id   uuid NOT NULL,
    moderator_id uuid NOT NULL REFERENCES moderators (id),
    text         text NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE INDEX comment_notes_comment ON comment_notes (comment_id, created_at);
