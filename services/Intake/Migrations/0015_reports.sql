-- What readers report of published comments, once each. Who did is known by keyed hashes alone; the address's is of the comment
-- too, so that none tells what else came from there. A row goes when its comment is erased, and after a time.
CREATE TABLE reports (
    comment_id  uuid NOT NULL REFERENCES submissions (id),
    reporter    uuid NOT NULL,
    address     uuid NOT NULL,
    reason      text NOT NULL,
    reported_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (comment_id, reporter)
);
CREATE INDEX reports_of_address ON reports (comment_id, address, reported_at);
CREATE INDEX reports_reported ON reports (reported_at);
