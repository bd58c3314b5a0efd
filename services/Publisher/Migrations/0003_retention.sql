-- From then on due_at says when a delivery was finished.
CREATE INDEX deliveries_finished ON deliveries (due_at) WHERE status <> 'waiting';
