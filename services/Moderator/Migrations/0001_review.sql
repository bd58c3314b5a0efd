CREATE TABLE moderators (
    id             uuid PRIMARY KEY,
    name           text NOT NULL,
    password_hash  text NOT NULL,
    -- A new one ends every session.
    security_stamp text NOT NULL,
    status         text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'disabled')),
    created_at     timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE UNIQUE INDEX moderators_name ON moderators (lower(name));

-- One row for each revision, made by its text or its scores, whichever comes first.
CREATE TABLE comments (
    id            uuid NOT NULL,
    revision      integer NOT NULL CHECK (revision > 0),
    status        text NOT NULL CHECK (status IN ('awaitingText', 'awaitingScores', 'pending', 'suspect', 'unscored', 'approved',
        'rejected')),

    article_id    text,
    headline      text,
    lead          text,
    section       text,
    url           text,
    parent_id     uuid,
    name          text,
    title         text,
    content       text,
    phone_key     text,
    address_key   text,
    device_key    text,
    masked_phone  text,
    submitted_at  timestamptz,
    received_at   timestamptz,

    spam          real,
    toxicity      real,
    hate          real,
    constructive  real,
    spans         jsonb,
    model         text,
    classified_at timestamptz,
    scored_at     timestamptz,

    queued_at     timestamptz,
    decided_at    timestamptz,

    PRIMARY KEY (id, revision),
    CHECK (status = 'awaitingText' OR received_at IS NOT NULL)
);

CREATE INDEX comments_queued ON comments (status, queued_at, id);
CREATE INDEX comments_decided ON comments (status, decided_at, id);
CREATE INDEX comments_awaiting_scores ON comments (received_at) WHERE status = 'awaitingScores';

-- Every decision, by a person or a rule, and every undo. Rows are never changed.
CREATE TABLE decisions (
    id             uuid PRIMARY KEY,
    comment_id     uuid NOT NULL,
    revision       integer NOT NULL,
    version        integer NOT NULL CHECK (version > 0),
    outcome        text NOT NULL CHECK (outcome IN ('approve', 'reject', 'hold', 'undo')),
    moderator_id   uuid REFERENCES moderators (id),
    rule           text,
    reason         text CHECK (reason IN ('spam', 'personalAttack', 'hateSpeech', 'obscenity', 'misinformation', 'offTopic',
        'personalData', 'illegal')),
    note           text,
    -- What the rule would have done if its switch were on.
    advice         text CHECK (advice IN ('approve', 'reject', 'hold')),
    findings       jsonb,
    policy_version text,
    model          text,
    -- Where the comment goes back to when the decision is undone.
    origin         text NOT NULL CHECK (origin IN ('awaitingScores', 'pending', 'suspect', 'unscored')),
    undoes         uuid UNIQUE REFERENCES decisions (id),
    decided_at     timestamptz NOT NULL,

    UNIQUE (comment_id, version),
    FOREIGN KEY (comment_id, revision) REFERENCES comments (id, revision),
    CHECK ((moderator_id IS NULL) <> (rule IS NULL)),
    CHECK ((outcome = 'undo') = (undoes IS NOT NULL)),
    CHECK (outcome <> 'reject' OR reason IS NOT NULL)
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'decisions are append-only';
END $$;

CREATE TRIGGER decisions_are_append_only BEFORE UPDATE OR DELETE ON decisions
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
