-- What was done to accounts, by whom. Rows are only added, and sealed in the chain of decisions.
CREATE TABLE account_changes (
    id              uuid PRIMARY KEY,
    moderator_id    uuid NOT NULL REFERENCES moderators (id),
    -- Null on the command line.
    by_id           uuid REFERENCES moderators (id),
    kind            text NOT NULL,
    -- Given from then on, and had until then; null when the change is not about them. No section is every section.
    role            text,
    sections        text[],
    former_role     text,
    former_sections text[],
    changed_at      timestamptz NOT NULL
);

CREATE TRIGGER account_changes_are_append_only BEFORE UPDATE OR DELETE ON account_changes
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER account_changes_are_kept BEFORE TRUNCATE ON account_changes
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE unsealed_account_changes (
    account_change_id uuid PRIMARY KEY
);

CREATE FUNCTION note_unsealed_account_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO unsealed_account_changes SELECT id FROM written;
    RETURN NULL;
END $$;

CREATE TRIGGER account_changes_wait_for_seals AFTER INSERT ON account_changes REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION note_unsealed_account_change();

-- A seal is of a decision or of an account's change. Old rows are of decisions, so nothing is looked through: the chain is long.
ALTER TABLE decision_seals ALTER COLUMN decision_id DROP NOT NULL;
ALTER TABLE decision_seals ADD COLUMN account_change_id uuid;
ALTER TABLE decision_seals ADD CONSTRAINT decision_seals_seal_one
    CHECK (num_nonnulls(decision_id, account_change_id) = 1) NOT VALID;
