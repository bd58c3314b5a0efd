-- Whose voice a comment is when it is no reader's.
ALTER TABLE comments
    ADD COLUMN badge text,
    ADD CONSTRAINT comments_badge_check CHECK (badge IN ('newsroom')) NOT VALID;

-- The newsroom's replies by the key under which each was sent: what is sent twice is written once.
CREATE TABLE newsroom_replies (
    moderator_id uuid NOT NULL REFERENCES moderators (id),
    key          uuid NOT NULL,
    comment_id   uuid NOT NULL,
    PRIMARY KEY (moderator_id, key)
);
