-- What moderators picked out for readers, of a comment that is published.
ALTER TABLE comments ADD COLUMN featured boolean NOT NULL DEFAULT false;
CREATE INDEX comments_featured ON comments (decided_at, id) WHERE featured;

-- The log says who picked it out and who took that back: lines beside the decisions that moved the comment.
ALTER TABLE decisions
    DROP CONSTRAINT decisions_outcome_check,
    ADD CONSTRAINT decisions_outcome_check CHECK (
        outcome IN ('approve', 'reject', 'hold', 'undo', 'withdraw', 'appeal', 'report', 'feature', 'unfeature')) NOT VALID,
    DROP CONSTRAINT decisions_origin_check,
    ADD CONSTRAINT decisions_origin_check CHECK (
        origin = 'awaitingScores' OR is_waiting(origin)
        OR (outcome IN ('withdraw', 'appeal', 'report', 'feature', 'unfeature') AND is_decided(origin))) NOT VALID;
