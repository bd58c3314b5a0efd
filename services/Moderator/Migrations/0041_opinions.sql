-- How many of people's decisions are made twice. Nothing is until somebody says so.
CREATE TABLE opinion_settings (
    is_only      boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    -- Of people's decisions, those that another person makes once more.
    share        double precision NOT NULL DEFAULT 0 CHECK (share >= 0 AND share <= 0.2),
    -- Of a person's decisions, those after which a golden comment waits for the same person.
    golden_share double precision NOT NULL DEFAULT 0 CHECK (golden_share >= 0 AND golden_share <= 0.2),
    -- By which both are drawn, so that nobody can tell beforehand.
    salt         bigint NOT NULL DEFAULT hashtextextended(gen_random_uuid()::text, 0),
    changed_at   timestamptz NOT NULL DEFAULT clock_timestamp()
);
INSERT INTO opinion_settings DEFAULT VALUES;

-- Comments whose right answer a senior knows. One that was decided here stands in its own row and has no copy.
CREATE TABLE golden_comments (
    id           uuid PRIMARY KEY,
    comment_id   uuid UNIQUE,
    section      text,
    headline     text,
    name         text,
    title        text,
    content      text,
    outcome      text NOT NULL CHECK (outcome IN ('approve', 'reject')),
    reason       text,
    -- What the person is told with the answer.
    why          text NOT NULL,
    made_by      uuid NOT NULL REFERENCES moderators (id),
    made_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    withdrawn_at timestamptz,
    CHECK ((comment_id IS NULL) = (content IS NOT NULL)),
    CHECK ((outcome = 'reject') = (reason IS NOT NULL))
);

-- What a person is to say, or said, of a comment without what anybody else did. It changes nothing by itself.
CREATE TABLE opinions (
    id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    kind          text NOT NULL CHECK (kind IN ('drawn', 'asked', 'golden')),
    status        text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'agreed', 'disagreed', 'settled')),
    comment_id    uuid,
    revision      integer,
    golden_id     uuid REFERENCES golden_comments (id) ON DELETE CASCADE,
    section       text,
    -- While it waits, what it is drawn from or was asked with; then what stands, and a senior decides anew.
    decision_id   uuid NOT NULL,
    -- Who decided or asked, and what they said; whoever asks may say nothing.
    first_by      uuid REFERENCES moderators (id),
    first_outcome text CHECK (first_outcome IN ('approve', 'reject')),
    first_reason  text,
    made_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- Who has it before the eyes, or gave it.
    reader_id     uuid REFERENCES moderators (id),
    taken_until   timestamptz,
    outcome       text CHECK (outcome IN ('approve', 'reject')),
    reason        text,
    given_at      timestamptz,
    settled_by    uuid REFERENCES moderators (id),
    settled_at    timestamptz,
    CHECK ((kind = 'golden') = (golden_id IS NOT NULL)),
    CHECK ((kind = 'golden') = (comment_id IS NULL)),
    CHECK ((status = 'waiting') = (outcome IS NULL))
);
CREATE UNIQUE INDEX opinions_of_decision ON opinions (decision_id, kind);
CREATE UNIQUE INDEX opinions_of_golden ON opinions (golden_id, reader_id) WHERE kind = 'golden';
CREATE INDEX opinions_of_comment ON opinions (comment_id) WHERE comment_id IS NOT NULL;
CREATE INDEX opinions_waiting ON opinions (made_at) WHERE status = 'waiting';
CREATE INDEX opinions_disagreed ON opinions (given_at) WHERE status = 'disagreed' AND kind <> 'golden';
CREATE INDEX opinions_given ON opinions (given_at) WHERE status <> 'waiting';
