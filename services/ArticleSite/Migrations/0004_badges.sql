-- Whose voice a comment is when it is no reader's; what was shown before was readers'.
ALTER TABLE comments ADD COLUMN badge text;
