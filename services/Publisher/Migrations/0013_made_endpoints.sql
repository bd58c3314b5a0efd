-- Endpoints that are made on the console, beside those of the configuration, which have no secret here: what signs is derived
-- from an id, and one before it is good until a moment. Each endpoint says what it is told of, and how it is written.
ALTER TABLE endpoints
    ADD COLUMN secret_id uuid,
    ADD COLUMN previous_secret_id uuid,
    ADD COLUMN previous_until timestamptz,
    ADD COLUMN events text[] NOT NULL DEFAULT '{comment.approved,comment.retracted}',
    ADD COLUMN format text NOT NULL DEFAULT 'standard' CHECK (format IN ('standard', 'cloudevents')),
    DROP CONSTRAINT endpoints_disabled_reason_check,
    ADD CONSTRAINT endpoints_disabled_reason_check
        CHECK (disabled_reason IN ('gone', 'gave-up', 'not-configured', 'by-hand'));

-- Rows from before hold none of the new values, and there may be many.
ALTER TABLE deliveries
    DROP CONSTRAINT deliveries_type_check,
    ADD CONSTRAINT deliveries_type_check
        CHECK (type IN ('comment.approved', 'comment.edited', 'comment.retracted')) NOT VALID;
