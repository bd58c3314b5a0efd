-- What the site set for its articles, and when each had its first comment, from which it may close by itself.
CREATE TABLE articles (
    id               text PRIMARY KEY,
    status           text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'readOnly', 'closed')),
    slow_minutes     integer NOT NULL DEFAULT 0 CHECK (slow_minutes >= 0),
    close_after_days integer CHECK (close_after_days >= 0),
    published_at     timestamptz,
    first_comment_at timestamptz
);
INSERT INTO articles (id, first_comment_at) SELECT article_id, min(submitted_at) FROM submissions GROUP BY article_id;
