-- A new installation begins with lists that come with the software. Nobody wrote them, and they are version 1 of each list.
ALTER TABLE list_versions
    DROP CONSTRAINT list_versions_reverts_to_fkey,
    DROP CONSTRAINT list_versions_pkey,
    ALTER COLUMN moderator_id DROP NOT NULL,
    ADD CONSTRAINT list_versions_pkey PRIMARY KEY (version, kind),
    ADD CONSTRAINT list_versions_reverts_to_fkey FOREIGN KEY (reverts_to, kind) REFERENCES list_versions (version, kind),
    ADD CONSTRAINT list_versions_by_somebody CHECK (moderator_id IS NOT NULL OR version = 1);
