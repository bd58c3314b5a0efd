-- What the newsroom picked out for readers; nothing before.
ALTER TABLE comments ADD COLUMN featured boolean NOT NULL DEFAULT false;
CREATE INDEX comments_featured ON comments (article_id) WHERE featured AND status = 'shown';
