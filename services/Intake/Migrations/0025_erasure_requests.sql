-- Requests to erase that came by letter, e-mail, telephone or in person, with their clocks. What identifies who asked is in the
-- newsroom's files alone: a request keeps nothing that would have to be erased with the comments.
CREATE TABLE erasure_requests (
    id          uuid PRIMARY KEY,
    reference   text NOT NULL UNIQUE,
    channel     text NOT NULL CHECK (channel IN ('letter', 'email', 'phone', 'visit')),
    -- The beginning of the day in Vietnam on which it came.
    received_at timestamptz NOT NULL,
    entered_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    answered_at timestamptz,
    status      text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'done', 'refused')),
    refusal     text CHECK ((refusal IS NOT NULL) = (status = 'refused')),
    closed_at   timestamptz CHECK ((closed_at IS NULL) = (status = 'open'))
);

-- The comments that it has erased, or that were erased when it came.
CREATE TABLE requested_erasures (
    request_id uuid NOT NULL REFERENCES erasure_requests (id),
    comment_id uuid NOT NULL REFERENCES erasures (comment_id),
    PRIMARY KEY (request_id, comment_id)
);

-- When who asked was told what happens: the tracking page does it at once. Null while a request above is not answered.
ALTER TABLE erasures ADD COLUMN answered_at timestamptz;
UPDATE erasures SET answered_at = asked_at;
ALTER TABLE erasures ALTER COLUMN answered_at SET DEFAULT clock_timestamp();
