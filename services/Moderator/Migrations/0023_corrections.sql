-- A revision whose author wrote a later one stands in no queue, and is not decided any more. Its text may come after the later
-- one's. Rows from before hold none of the new value.
ALTER TABLE comments
    DROP CONSTRAINT comments_status_check,
    ADD CONSTRAINT comments_status_check CHECK (
        status IN ('awaitingText', 'awaitingScores', 'withdrawn', 'superseded') OR is_waiting(status) OR is_decided(status))
        NOT VALID,
    DROP CONSTRAINT comments_have_text,
    ADD CONSTRAINT comments_have_text
        CHECK (status IN ('awaitingText', 'withdrawn', 'superseded') OR received_at IS NOT NULL) NOT VALID;
