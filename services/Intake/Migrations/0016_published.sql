-- What readers see of an approved comment where it differs from what its author wrote: name, title, content. Null while nothing
-- of the newest revision is approved, and in rows that were approved before this column. Personal data, as those are.
ALTER TABLE submissions ADD COLUMN published jsonb;
