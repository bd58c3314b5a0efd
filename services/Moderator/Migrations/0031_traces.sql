-- The trace (W3C) of the request that brought the comment, which its decision goes on with, however long it waits.
ALTER TABLE comments ADD COLUMN traceparent text;
