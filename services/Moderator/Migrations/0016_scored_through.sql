-- Of the comments that have scores, when the latest was received: the classifier has come so far.
ALTER TABLE scoring ADD COLUMN scored_through timestamptz NOT NULL DEFAULT '-infinity';
