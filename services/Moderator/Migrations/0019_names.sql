-- Authors are found by name_key, as bans find them.
DROP INDEX comments_name_submitted;

ALTER TABLE list_versions
    DROP CONSTRAINT list_versions_kind_check,
    ADD CONSTRAINT list_versions_kind_check CHECK (kind IN ('banned', 'suspect', 'reserved', 'allowed'));
