-- To which text the reader agreed, and when: null where the site asks for none.
ALTER TABLE submissions ADD COLUMN consent_version text;
ALTER TABLE submissions ADD COLUMN consented_at timestamptz;
ALTER TABLE submissions ADD CONSTRAINT submissions_consent_check
    CHECK ((consent_version IS NULL) = (consented_at IS NULL)) NOT VALID;
