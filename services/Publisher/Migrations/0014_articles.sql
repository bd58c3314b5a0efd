-- How each article takes comments, as sites are told of it. An article that was always open is not known here.
CREATE TABLE articles (
    id            text PRIMARY KEY,
    version       integer NOT NULL,
    status        text NOT NULL CHECK (status IN ('open', 'readOnly', 'closed')),
    slow_minutes  integer NOT NULL CHECK (slow_minutes >= 0),
    pre_moderated boolean NOT NULL,
    changed_at    timestamptz NOT NULL,
    -- As in publications: the id under which sites are told of this version.
    webhook_id    uuid NOT NULL UNIQUE
);

-- A delivery tells of a comment or of an article. Rows from before are all of comments, and there may be many.
ALTER TABLE deliveries
    ALTER COLUMN comment_id DROP NOT NULL,
    ADD COLUMN article_id text,
    ADD CONSTRAINT tells_of_one CHECK (num_nonnulls(comment_id, article_id) = 1) NOT VALID,
    DROP CONSTRAINT deliveries_type_check,
    ADD CONSTRAINT deliveries_type_check
        CHECK (type IN ('comment.approved', 'comment.edited', 'comment.retracted', 'article.changed')) NOT VALID;
CREATE INDEX deliveries_of_article ON deliveries (article_id, endpoint) WHERE article_id IS NOT NULL;
