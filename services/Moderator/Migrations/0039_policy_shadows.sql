-- Settings of the policy that judge beside those in force, for a while and without effect.
CREATE TABLE policy_shadows (
    id         uuid PRIMARY KEY,
    settings   jsonb NOT NULL,
    -- The version that was in force when it began.
    beside     integer NOT NULL REFERENCES policy_versions (version),
    started_by uuid NOT NULL REFERENCES moderators (id),
    reason     text NOT NULL,
    started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    ends_at    timestamptz NOT NULL,
    status     text NOT NULL DEFAULT 'running' CHECK (status IN ('running', 'ended', 'stopped', 'promoted')),
    ended_at   timestamptz,
    -- Of the sealed log: what stands up to here was looked at.
    position   bigint NOT NULL,
    CHECK ((ended_at IS NULL) = (status = 'running'))
);

CREATE UNIQUE INDEX policy_shadows_running ON policy_shadows (status) WHERE status = 'running';
CREATE INDEX policy_shadows_latest ON policy_shadows (started_at DESC);

-- How many comments both decided how.
CREATE TABLE policy_shadow_counts (
    shadow_id uuid NOT NULL REFERENCES policy_shadows (id),
    in_force  text NOT NULL,
    beside    text NOT NULL,
    count     bigint NOT NULL,
    PRIMARY KEY (shadow_id, in_force, beside)
);

-- Those on which they differ.
CREATE TABLE policy_shadow_differences (
    shadow_id     uuid NOT NULL REFERENCES policy_shadows (id),
    position      bigint NOT NULL,
    comment_id    uuid NOT NULL,
    revision      integer NOT NULL,
    in_force      text NOT NULL,
    in_force_rule text NOT NULL,
    beside        text NOT NULL,
    beside_rule   text NOT NULL,
    PRIMARY KEY (shadow_id, position)
);
