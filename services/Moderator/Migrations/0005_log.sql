CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% are append-only', replace(TG_TABLE_NAME, '_', ' ');
END $$;

-- The free text of decisions. Rows may be erased, never changed: the decision keeps a digest, which tells nothing once the salt
-- is gone.
CREATE TABLE decision_notes (
    decision_id uuid PRIMARY KEY REFERENCES decisions (id),
    salt        bytea NOT NULL CHECK (length(salt) = 16),
    note        text NOT NULL
);

-- SHA-256 of the salt and the note in UTF-8.
ALTER TABLE decisions ADD COLUMN note_digest bytea CHECK (length(note_digest) = 32);

ALTER TABLE decisions DISABLE TRIGGER decisions_are_append_only;
INSERT INTO decision_notes (decision_id, salt, note)
    SELECT id, uuid_send(gen_random_uuid()), note FROM decisions WHERE note IS NOT NULL;
UPDATE decisions d SET note_digest = sha256(n.salt || convert_to(n.note, 'UTF8'))
    FROM decision_notes n WHERE n.decision_id = d.id;
ALTER TABLE decisions ENABLE TRIGGER decisions_are_append_only;
ALTER TABLE decisions DROP COLUMN note;

CREATE TRIGGER decision_notes_are_append_only BEFORE UPDATE ON decision_notes
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER decisions_are_kept BEFORE TRUNCATE ON decisions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The hash chain over decisions. A hash covers every column of its decision that is not null: columns may be added, as long as
-- they are null in old rows; they may not be renamed, dropped or filled in later.
CREATE TABLE decision_seals (
    position    bigint PRIMARY KEY CHECK (position > 0),
    decision_id uuid NOT NULL UNIQUE REFERENCES decisions (id),
    previous    bytea NOT NULL CHECK (length(previous) = 32),
    hash        bytea NOT NULL CHECK (length(hash) = 32)
);

CREATE TRIGGER decision_seals_are_append_only BEFORE UPDATE OR DELETE ON decision_seals
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER decision_seals_are_kept BEFORE TRUNCATE ON decision_seals
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What the sealer has not seen. Transactions commit in another order than they begin, so no high-water mark would find every row.
CREATE TABLE unsealed_decisions (
    decision_id uuid PRIMARY KEY
);

CREATE FUNCTION note_unsealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO unsealed_decisions SELECT id FROM written;
    RETURN NULL;
END $$;

CREATE TRIGGER decisions_wait_for_seals AFTER INSERT ON decisions REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION note_unsealed();

INSERT INTO unsealed_decisions SELECT id FROM decisions;

-- The log is read latest first, as a whole or by who decided why.
CREATE INDEX decisions_log ON decisions (decided_at, id);
CREATE INDEX decisions_log_moderator ON decisions (moderator_id, decided_at, id) WHERE moderator_id IS NOT NULL;
CREATE INDEX decisions_log_reason ON decisions (reason, decided_at, id) WHERE reason IS NOT NULL;
CREATE INDEX decisions_log_rule ON decisions (rule, decided_at, id) WHERE rule IS NOT NULL;
