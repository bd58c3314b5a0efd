-- What its author took back: for good, whatever is decided. Rows from before hold none of the new value.
ALTER TABLE submissions
    ADD COLUMN withdrawn_at timestamptz,
    -- Who rejected it, and what a rule that did is called; null from versions that did not tell.
    ADD COLUMN decided_by text CHECK (decided_by IN ('person', 'rule')),
    ADD COLUMN rule_vi text,
    ADD COLUMN rule_en text,
    DROP CONSTRAINT submissions_status_check,
    ADD CONSTRAINT submissions_status_check
        CHECK (status IN ('pending', 'approved', 'rejected', 'retracted', 'withdrawn')) NOT VALID,
    ADD CONSTRAINT withdrawn_when CHECK ((status = 'withdrawn') = (withdrawn_at IS NOT NULL)) NOT VALID;
