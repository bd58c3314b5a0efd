-- Whether the newsroom changed the reader's text before it was published.
ALTER TABLE comments ADD COLUMN edited boolean NOT NULL DEFAULT false;
