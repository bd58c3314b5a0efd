-- The file of a model that nobody uses goes after a time; what it was and did stays.
ALTER TABLE models ALTER COLUMN file DROP NOT NULL;
