-- A thread is found from its first comment downwards, so that what is not shown takes its replies with it. What a copy of the
-- version before is sent meanwhile it refuses, and Publisher sends it again.
ALTER TABLE comments DROP COLUMN thread_id;
CREATE INDEX comments_threads ON comments (article_id, id DESC) WHERE status = 'shown' AND parent_id IS NULL;
CREATE INDEX comments_replies ON comments (parent_id) WHERE status = 'shown' AND parent_id IS NOT NULL;
DROP INDEX comments_of_article;
