-- Every state of the policy's settings, the newest in force. Rows are never changed; going back is a new row with old content.
CREATE TABLE policy_versions (
    version      integer PRIMARY KEY CHECK (version > 0),
    content      jsonb NOT NULL,
    -- What differs from the version before, for display.
    changes      jsonb NOT NULL,
    -- Null for the first, which comes from the configuration.
    moderator_id uuid REFERENCES moderators (id),
    reverts_to   integer REFERENCES policy_versions (version),
    created_at   timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Every state of the word lists. One count for all three, so that one number names the state of all.
CREATE TABLE list_versions (
    version      integer PRIMARY KEY CHECK (version > 0),
    kind         text NOT NULL CHECK (kind IN ('banned', 'suspect', 'allowed')),
    terms        text[] NOT NULL,
    added        text[] NOT NULL,
    removed      text[] NOT NULL,
    moderator_id uuid NOT NULL REFERENCES moderators (id),
    reverts_to   integer REFERENCES list_versions (version),
    created_at   timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE INDEX list_versions_kind ON list_versions (kind, version);

CREATE FUNCTION refuse_version_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'versions are append-only';
END $$;

CREATE TRIGGER policy_versions_are_append_only BEFORE UPDATE OR DELETE ON policy_versions
    FOR EACH ROW EXECUTE FUNCTION refuse_version_change();
CREATE TRIGGER list_versions_are_append_only BEFORE UPDATE OR DELETE ON list_versions
    FOR EACH ROW EXECUTE FUNCTION refuse_version_change();

CREATE TABLE bans (
    id           uuid PRIMARY KEY,
    kind         text NOT NULL CHECK (kind IN ('phone', 'device', 'address', 'name')),
    key          text NOT NULL,
    -- How people recognise the author: the masked phone, or the name.
    shown        text NOT NULL,
    effect       text NOT NULL CHECK (effect IN ('mute', 'ban')),
    reason       text NOT NULL CHECK (reason IN ('spam', 'personalAttack', 'hateSpeech', 'obscenity', 'misinformation',
        'offTopic', 'personalData', 'illegal')),
    note         text,
    -- Where it holds; null is everywhere.
    sections     text[],
    ends_at      timestamptz,
    moderator_id uuid NOT NULL REFERENCES moderators (id),
    created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    lifted_by    uuid REFERENCES moderators (id),
    lifted_at    timestamptz,

    CHECK ((lifted_by IS NULL) = (lifted_at IS NULL))
);

CREATE INDEX bans_in_force ON bans (kind, key) WHERE lifted_at IS NULL;

-- The policy run again on what waits, after a change of the lists.
CREATE TABLE policy_runs (
    id           uuid PRIMARY KEY,
    status       text NOT NULL CHECK (status IN ('running', 'done')),
    sections     text[],
    total        integer NOT NULL,
    examined     integer NOT NULL DEFAULT 0,
    changed      integer NOT NULL DEFAULT 0,
    -- The last comment that was looked at.
    place        uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    moderator_id uuid NOT NULL REFERENCES moderators (id),
    created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    finished_at  timestamptz
);

CREATE UNIQUE INDEX policy_runs_one_at_a_time ON policy_runs (status) WHERE status = 'running';

-- What recent texts are like, for finding near-duplicates. Old rows are cleared away.
CREATE TABLE fingerprints (
    comment_id uuid NOT NULL,
    revision   integer NOT NULL,
    simhash    bigint NOT NULL,
    cluster_id uuid NOT NULL,
    seen_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (comment_id, revision)
);

CREATE INDEX fingerprints_seen ON fingerprints (seen_at);

ALTER TABLE comments
    -- The author's name as texts are matched; of comments from before this column it is only in lower case.
    ADD COLUMN name_key text,
    -- Near-duplicates share it: the id of the first among them.
    ADD COLUMN cluster_id uuid;
UPDATE comments SET name_key = lower(name) WHERE name IS NOT NULL;

CREATE INDEX comments_phone ON comments (phone_key, received_at) WHERE phone_key IS NOT NULL;
CREATE INDEX comments_device ON comments (device_key, received_at) WHERE device_key IS NOT NULL;
CREATE INDEX comments_address ON comments (address_key, received_at) WHERE address_key IS NOT NULL;
CREATE INDEX comments_name ON comments (name_key, received_at) WHERE name_key IS NOT NULL;
CREATE INDEX comments_phone_approved ON comments (phone_key) WHERE status = 'approved' AND phone_key IS NOT NULL;
CREATE INDEX comments_device_approved ON comments (device_key) WHERE status = 'approved' AND device_key IS NOT NULL;
CREATE INDEX comments_article ON comments (article_id, received_at);
CREATE INDEX comments_cluster ON comments (cluster_id, received_at) WHERE cluster_id IS NOT NULL;

ALTER TABLE decisions
    ADD COLUMN list_version integer,
    -- The stretches of the text that an approval made unreadable.
    ADD COLUMN masks jsonb;

CREATE INDEX decisions_by_people ON decisions (decided_at, id) WHERE moderator_id IS NOT NULL
    AND outcome IN ('approve', 'reject');
