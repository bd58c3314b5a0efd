-- Appeals of authors to the rejection of their comments wait in a queue of their own. No comment has the status yet.
CREATE OR REPLACE FUNCTION is_waiting(status text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN status IN ('pending', 'suspect', 'unscored', 'appealed');

-- Sessions that are open keep the old body in what they know of the partial indexes, and would leave the new status out of them,
-- until they hear that an index has changed.
DO $$
DECLARE index text;
BEGIN
    FOR index IN SELECT indexname FROM pg_indexes
        WHERE schemaname = current_schema() AND tablename = 'comments' AND indexdef LIKE '%is_waiting%'
    LOOP
        EXECUTE format('ALTER INDEX %I SET (fillfactor = 90)', index);
    END LOOP;
END $$;

CREATE TABLE appeals (
    comment_id  uuid PRIMARY KEY,
    revision    integer NOT NULL,
    text        text NOT NULL,
    appealed_at timestamptz NOT NULL
);

ALTER TABLE decisions
    DROP CONSTRAINT decisions_outcome_check,
    ADD CONSTRAINT decisions_outcome_check
        CHECK (outcome IN ('approve', 'reject', 'hold', 'undo', 'withdraw', 'appeal')) NOT VALID,
    DROP CONSTRAINT decisions_have_one_author,
    ADD CONSTRAINT decisions_have_one_author
        CHECK (num_nonnulls(moderator_id, rule) = CASE WHEN outcome IN ('withdraw', 'appeal') THEN 0 ELSE 1 END) NOT VALID,
    DROP CONSTRAINT decisions_origin_check,
    ADD CONSTRAINT decisions_origin_check CHECK (
        origin = 'awaitingScores' OR is_waiting(origin)
        OR (outcome IN ('withdraw', 'appeal') AND is_decided(origin))) NOT VALID;
