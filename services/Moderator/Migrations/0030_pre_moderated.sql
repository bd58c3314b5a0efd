-- Whether the site asks that a person looks at each comment beneath the article.
ALTER TABLE comments ADD COLUMN pre_moderated boolean NOT NULL DEFAULT false;
