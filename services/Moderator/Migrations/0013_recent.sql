-- Whether a decision is one of a batch.
CREATE INDEX IF NOT EXISTS batch_items_decision ON batch_items (decision_id) WHERE decision_id IS NOT NULL;
