-- Deliveries to one endpoint as operators read them, the newest schedule first.
CREATE INDEX deliveries_newest ON deliveries (endpoint, started_at DESC, webhook_id DESC);
