-- Whether the site vouched that the article's author wrote it; of what came before nobody did.
ALTER TABLE submissions ADD COLUMN from_author boolean NOT NULL DEFAULT false;
