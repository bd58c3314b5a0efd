-- The trace (W3C) that the last change of a comment belongs to; its webhooks go on with it.
ALTER TABLE publications ADD COLUMN traceparent text;
