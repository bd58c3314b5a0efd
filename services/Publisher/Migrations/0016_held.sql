-- What is published although nobody knows of a decision for it, such as after Moderator was restored from a backup. It is kept,
-- text and all, and shown to nobody until a decision comes.
ALTER TABLE publications
    DROP CONSTRAINT publications_status_check,
    ADD CONSTRAINT publications_status_check CHECK (status IN ('published', 'retracted', 'withdrawn', 'held')) NOT VALID,
    DROP CONSTRAINT only_published_keeps_text,
    ADD CONSTRAINT only_published_keeps_text
        CHECK (status IN ('published', 'held') OR num_nonnulls(name, title, content) = 0) NOT VALID;
