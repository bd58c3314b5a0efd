CREATE TABLE article_views (
    article_id text PRIMARY KEY,
    views bigint NOT NULL CHECK (views > 0)
);
CREATE INDEX article_views_by_views ON article_views (views DESC, article_id);

-- What the webhooks said last of each comment. A retracted one keeps its version, so that an older approval cannot bring it
-- back, and no text.
CREATE TABLE comments (
    id uuid PRIMARY KEY,
    article_id text NOT NULL,
    parent_id uuid,
    -- The comment that began the conversation, or the comment itself: replies to replies stand beside them.
    thread_id uuid NOT NULL,
    revision integer NOT NULL,
    version integer NOT NULL,
    status text NOT NULL CHECK (status IN ('shown', 'retracted')),
    name text,
    title text,
    content text,
    submitted_at timestamptz,
    decided_at timestamptz NOT NULL,
    CHECK (CASE status
        WHEN 'shown' THEN num_nulls(name, title, content, submitted_at) = 0
        ELSE num_nonnulls(name, title, content, submitted_at) = 0
    END)
);
CREATE INDEX comments_of_article ON comments (article_id, id DESC) WHERE status = 'shown';
CREATE INDEX comments_of_thread ON comments (thread_id, id);
