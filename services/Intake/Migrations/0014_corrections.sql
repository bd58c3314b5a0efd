-- Authors correct their comments for a while. What the corrected text is sent on with, beside what is here already:
ALTER TABLE submissions
    ADD COLUMN article_lead text,
    ADD COLUMN article_section text,
    -- The revision that the decision in force is on: an approved one is shown until the newest is decided. Null without one, and
    -- in rows from before there were corrections.
    ADD COLUMN decided_revision integer;

-- What comments said before they were corrected; erasing their data deletes the rows.
CREATE TABLE earlier_revisions (
    comment_id  uuid NOT NULL REFERENCES submissions (id),
    revision    integer NOT NULL,
    title       text,
    content     text NOT NULL,
    replaced_at timestamptz NOT NULL,
    PRIMARY KEY (comment_id, revision)
);
