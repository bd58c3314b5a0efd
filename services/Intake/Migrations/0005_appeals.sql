-- What authors say to the rejection of their comments, once each; the text is null once it was erased.
CREATE TABLE appeals (
    comment_id  uuid PRIMARY KEY REFERENCES submissions (id),
    revision    integer NOT NULL,
    text        text,
    appealed_at timestamptz NOT NULL
);

-- Whether the rejection in force is the answer to an appeal.
ALTER TABLE submissions ADD COLUMN upheld boolean NOT NULL DEFAULT false;
