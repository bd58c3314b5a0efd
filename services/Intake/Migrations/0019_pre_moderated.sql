-- Whether the site asks that a person looks at each comment beneath an article.
ALTER TABLE articles ADD COLUMN pre_moderated boolean NOT NULL DEFAULT false;
