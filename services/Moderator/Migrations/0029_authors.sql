ALTER TABLE comments
    DROP CONSTRAINT comments_badge_check,
    ADD CONSTRAINT comments_badge_check CHECK (badge IN ('newsroom', 'author')) NOT VALID;
