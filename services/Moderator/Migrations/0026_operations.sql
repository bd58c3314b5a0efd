-- What was done on the console to what other services keep (sites with their keys, webhooks), by whom. A row is written before
-- the other service is asked, so that nothing is done unwritten; when it refuses, a second row says so. Rows are only added,
-- and sealed in the chain of decisions.
CREATE TABLE operations (
    id         uuid PRIMARY KEY,
    by_id      uuid NOT NULL REFERENCES moderators (id),
    area       text NOT NULL,
    kind       text NOT NULL,
    -- What it was done to, such as a site, and more of it if there is more to say; never a secret.
    subject    text NOT NULL,
    detail     text,
    -- The operation that was refused, so that nothing came of it.
    refused_id uuid UNIQUE REFERENCES operations (id),
    asked_at   timestamptz NOT NULL
);
CREATE INDEX operations_of_area ON operations (area, id DESC) WHERE refused_id IS NULL;

CREATE TRIGGER operations_are_append_only BEFORE UPDATE OR DELETE ON operations
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER operations_are_kept BEFORE TRUNCATE ON operations
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE unsealed_operations (
    operation_id uuid PRIMARY KEY
);

CREATE FUNCTION note_unsealed_operation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO unsealed_operations SELECT id FROM written;
    RETURN NULL;
END $$;

CREATE TRIGGER operations_wait_for_seals AFTER INSERT ON operations REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION note_unsealed_operation();

-- A seal is of a decision, of an account's change or of an operation. Old rows are not looked through: the chain is long.
ALTER TABLE decision_seals ADD COLUMN operation_id uuid;
ALTER TABLE decision_seals DROP CONSTRAINT decision_seals_seal_one;
ALTER TABLE decision_seals ADD CONSTRAINT decision_seals_seal_one
    CHECK (num_nonnulls(decision_id, account_change_id, operation_id) = 1) NOT VALID;
