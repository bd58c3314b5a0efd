-- What the newsroom picked out for readers; nothing before.
ALTER TABLE publications ADD COLUMN featured boolean NOT NULL DEFAULT false;
CREATE INDEX publications_featured ON publications (article_id) WHERE featured AND status = 'published';
