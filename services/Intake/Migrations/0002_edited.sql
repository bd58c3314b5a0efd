-- Whether the newsroom changed the text that it published, for the tracking page.
ALTER TABLE submissions ADD COLUMN edited boolean NOT NULL DEFAULT false;
