-- The text that an approval published instead of the reader's, which stays in comments. Rows may be erased, never changed, as
-- those of decision_notes.
CREATE TABLE decision_edits (
    decision_id uuid PRIMARY KEY REFERENCES decisions (id),
    salt        bytea NOT NULL CHECK (length(salt) = 16),
    title       text NOT NULL,
    content     text NOT NULL
);

CREATE TRIGGER decision_edits_are_append_only BEFORE UPDATE ON decision_edits
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- SHA-256 of the salt and of title, U+0000 and content in UTF-8. Null when the reader's own text was approved, so that old seals
-- hold.
ALTER TABLE decisions ADD COLUMN edit_digest bytea CHECK (length(edit_digest) = 32),
    ADD CONSTRAINT only_approvals_edit CHECK (edit_digest IS NULL OR outcome = 'approve');
