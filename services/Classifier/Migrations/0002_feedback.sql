-- What clients of Perspective's interface say that a score should have been. The text is theirs: it goes after a time, and tells
-- how well models do on it until then.
CREATE TABLE feedback (
    id           uuid PRIMARY KEY,
    -- As the client names itself and what it is about; empty where it does not.
    community    text NOT NULL,
    token        text NOT NULL,
    attribute    text NOT NULL,
    -- The label or "risk" that answers it here; null of attributes that are not scored.
    scored_as    text,
    suggested    real NOT NULL CHECK (suggested BETWEEN 0 AND 1),
    text         text NOT NULL,
    received_at  timestamptz NOT NULL
);
-- Who suggests once more about the same changes their mind.
CREATE UNIQUE INDEX feedback_of_token ON feedback (community, token, attribute) WHERE token <> '';
CREATE INDEX feedback_latest ON feedback (received_at DESC);
