-- Models with their files, so that every copy of the service gets them from here.
CREATE TABLE models (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       text NOT NULL,
    state      text NOT NULL CHECK (state IN ('candidate', 'shadow', 'active', 'retired')),
    file       bytea NOT NULL,
    -- Of the file, in lower case.
    sha256     text NOT NULL UNIQUE CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    -- Came with the service or its configuration, not from decisions.
    shipped    boolean NOT NULL,
    labels     text[] NOT NULL,
    rejection  boolean NOT NULL,
    sources    jsonb NOT NULL,
    decisions  jsonb,
    figures    jsonb,
    -- What was active before it: where a rollback goes.
    replaces   bigint REFERENCES models (id),
    -- Why copies do not load it.
    fault      text,
    made_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- Null is the machine.
    changed_by uuid,
    why        text NOT NULL
);

-- Weights in half precision hardly shrink.
ALTER TABLE models ALTER COLUMN file SET STORAGE EXTERNAL;
CREATE UNIQUE INDEX models_active ON models (state) WHERE state = 'active';
CREATE UNIQUE INDEX models_shadow ON models (state) WHERE state = 'shadow';

-- Rows are never changed.
CREATE TABLE model_changes (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    model      bigint NOT NULL REFERENCES models (id),
    from_state text,
    to_state   text NOT NULL,
    changed_by uuid,
    why        text NOT NULL,
    at         timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE INDEX model_changes_model ON model_changes (model, id);

CREATE TABLE trainings (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    state      text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'done', 'refused', 'failed')),
    step       text NOT NULL DEFAULT 'reading' CHECK (step IN ('reading', 'learning', 'measuring', 'storing')),
    done       real NOT NULL DEFAULT 0,
    decisions  integer NOT NULL DEFAULT 0,
    started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    ended_at   timestamptz,
    started_by uuid,
    why        text NOT NULL,
    model      bigint REFERENCES models (id),
    fault      text
);
