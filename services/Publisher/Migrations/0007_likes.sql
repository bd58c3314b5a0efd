-- How many readers like a comment, kept beside it: what is shown is sorted by it.
ALTER TABLE publications
    ADD COLUMN likes integer NOT NULL DEFAULT 0,
    ADD CONSTRAINT likes_are_counted CHECK (likes >= 0) NOT VALID;
CREATE INDEX publications_best ON publications (article_id, likes DESC, submitted_at DESC, comment_id DESC)
    WHERE status = 'published' AND parent_id IS NULL;

-- Who likes what, as keyed hashes alone. The address's is of the comment too, so that none tells what else came from there. A row
-- goes with its comment, when its reader takes the like back, and after a time, when the count alone is left.
CREATE TABLE likes (
    comment_id uuid NOT NULL,
    reader     uuid NOT NULL,
    address    uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (comment_id, reader)
);
CREATE INDEX likes_of_address ON likes (comment_id, address, created_at);
CREATE INDEX likes_created ON likes (created_at);
