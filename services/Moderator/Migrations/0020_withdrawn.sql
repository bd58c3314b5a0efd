-- What its author took back stands in no queue. It may have come before its text, which is then never stored. Rows from before
-- hold none of the new values.
ALTER TABLE comments
    DROP CONSTRAINT comments_status_check,
    ADD CONSTRAINT comments_status_check CHECK (
        status IN ('awaitingText', 'awaitingScores', 'withdrawn') OR is_waiting(status) OR is_decided(status)) NOT VALID,
    DROP CONSTRAINT comments_check,
    ADD CONSTRAINT comments_have_text CHECK (status IN ('awaitingText', 'withdrawn') OR received_at IS NOT NULL) NOT VALID;

-- The log says so too: a line that neither a person nor a rule wrote, of a comment that stood anywhere.
ALTER TABLE decisions
    DROP CONSTRAINT decisions_outcome_check,
    ADD CONSTRAINT decisions_outcome_check CHECK (outcome IN ('approve', 'reject', 'hold', 'undo', 'withdraw')) NOT VALID,
    DROP CONSTRAINT decisions_check,
    ADD CONSTRAINT decisions_have_one_author
        CHECK (num_nonnulls(moderator_id, rule) = CASE outcome WHEN 'withdraw' THEN 0 ELSE 1 END) NOT VALID,
    DROP CONSTRAINT decisions_origin_check,
    ADD CONSTRAINT decisions_origin_check
        CHECK (origin = 'awaitingScores' OR is_waiting(origin) OR (outcome = 'withdraw' AND is_decided(origin))) NOT VALID;
