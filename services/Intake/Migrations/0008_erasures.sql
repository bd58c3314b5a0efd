-- Authors who asked that all that tells of them and what they wrote be erased. It is gone here at once, and from everywhere when
-- Moderator has said so.
CREATE TABLE erasures (
    comment_id uuid PRIMARY KEY REFERENCES submissions (id),
    asked_at   timestamptz NOT NULL,
    done_at    timestamptz
);
