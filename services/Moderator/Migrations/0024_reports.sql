-- Published comments that readers reported wait in a queue of their own until a person answers. No comment has the status yet.
CREATE OR REPLACE FUNCTION is_waiting(status text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN status IN ('pending', 'suspect', 'unscored', 'appealed', 'reported');
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

-- What readers report, once each; of a reader a keyed hash alone is known. What it weighs follows from what became of the
-- reader's earlier reports. One lapses when the comment goes another way: its author took it back, or wrote it anew.
CREATE TABLE reports (
    comment_id  uuid NOT NULL,
    reporter    text NOT NULL,
    revision    integer NOT NULL,
    reason      text NOT NULL,
    weight      real NOT NULL,
    reported_at timestamptz NOT NULL,
    status      text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'upheld', 'dismissed', 'lapsed')),
    answered_at timestamptz,
    -- The decision that answers it.
    decision_id uuid,
    PRIMARY KEY (comment_id, reporter),
    CHECK ((status = 'open') = (answered_at IS NULL))
);
CREATE INDEX reports_of_reporter ON reports (reporter, status);
CREATE INDEX reports_answered ON reports (answered_at) WHERE answered_at IS NOT NULL;
CREATE INDEX reports_of_decision ON reports (decision_id) WHERE decision_id IS NOT NULL;

-- The sum of what open reports weigh. What is reported is little, so that it needs no index for its order.
ALTER TABLE comments ADD COLUMN report_weight real NOT NULL DEFAULT 0;

ALTER TABLE decisions
    DROP CONSTRAINT decisions_outcome_check,
    ADD CONSTRAINT decisions_outcome_check
        CHECK (outcome IN ('approve', 'reject', 'hold', 'undo', 'withdraw', 'appeal', 'report')) NOT VALID,
    DROP CONSTRAINT decisions_have_one_author,
    ADD CONSTRAINT decisions_have_one_author CHECK (
        num_nonnulls(moderator_id, rule) = CASE WHEN outcome IN ('withdraw', 'appeal', 'report') THEN 0 ELSE 1 END) NOT VALID,
    DROP CONSTRAINT decisions_origin_check,
    ADD CONSTRAINT decisions_origin_check CHECK (
        origin = 'awaitingScores' OR is_waiting(origin)
        OR (outcome IN ('withdraw', 'appeal', 'report') AND is_decided(origin))) NOT VALID;
