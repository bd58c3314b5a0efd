-- Whether a moderator changed the reader's text before it was published; what was published before could not be.
ALTER TABLE publications ADD COLUMN edited boolean NOT NULL DEFAULT false;
