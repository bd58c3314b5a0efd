-- Whose voice a comment is when it is no reader's; what was published before was readers'.
ALTER TABLE publications ADD COLUMN badge text;
