CREATE TABLE publications (
    comment_id   uuid PRIMARY KEY,
    article_id   text NOT NULL,
    parent_id    uuid,
    status       text NOT NULL CHECK (status IN ('published', 'retracted')),
    version      integer NOT NULL,
    revision     integer NOT NULL,
    name         text,
    title        text,
    content      text,
    submitted_at timestamptz,
    -- When it was last approved; null while it never was, so that readers and sites never heard of it.
    approved_at  timestamptz,
    retracted_at timestamptz,
    changed_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- The id under which sites are told of this version: the same for each of them and on every attempt.
    webhook_id   uuid NOT NULL UNIQUE,
    CONSTRAINT published_is_whole CHECK (status <> 'published' OR num_nulls(name, title, content, submitted_at, approved_at) = 0),
    CONSTRAINT retracted_keeps_no_text CHECK (status <> 'retracted' OR num_nonnulls(name, title, content) = 0)
);

CREATE INDEX publications_threads ON publications (article_id, submitted_at DESC, comment_id DESC)
    WHERE status = 'published' AND parent_id IS NULL;
CREATE INDEX publications_replies ON publications (parent_id) WHERE status = 'published' AND parent_id IS NOT NULL;
CREATE INDEX publications_changed ON publications (changed_at);
