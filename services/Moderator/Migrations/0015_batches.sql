-- The batch that a decision, or an undo, was part of; null of one that stands alone. What was decided before this column stays
-- so, since decisions are never changed.
ALTER TABLE decisions ADD COLUMN batch_id uuid;
CREATE INDEX decisions_of_batch ON decisions (batch_id, id) WHERE batch_id IS NOT NULL;
