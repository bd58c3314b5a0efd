-- Whether the newsroom picked it out for readers, as the last decision says; not known of what was decided before this column.
ALTER TABLE submissions ADD COLUMN featured boolean NOT NULL DEFAULT false;
