-- Queues that the newsroom names, for a part of what waits. They are asked in the order of their places, and a comment waits in
-- the first of which a route takes it; what none takes waits where its status says.
CREATE TABLE named_queues (
    id    uuid PRIMARY KEY,
    name  text NOT NULL,
    place integer NOT NULL
);
CREATE UNIQUE INDEX named_queues_name ON named_queues (lower(name));

-- A route takes what fits each of its lists; a list that is null fits everything.
CREATE TABLE routes (
    named_queue_id uuid NOT NULL REFERENCES named_queues (id) ON DELETE CASCADE,
    place          integer NOT NULL,
    sections       text[],
    rules          text[],
    languages      text[],
    queues         text[],
    PRIMARY KEY (named_queue_id, place),
    CHECK (num_nonnulls(sections, rules, languages, queues) > 0)
);

-- Whose console opens on a queue. It limits nobody.
CREATE TABLE assignments (
    named_queue_id uuid NOT NULL REFERENCES named_queues (id) ON DELETE CASCADE,
    moderator_id   uuid NOT NULL REFERENCES moderators (id),
    PRIMARY KEY (named_queue_id, moderator_id)
);
CREATE INDEX assignments_of_moderator ON assignments (moderator_id);

-- Counts the changes of queues and routes, and says up to which of them all that waits stands where it belongs. Whoever writes
-- comments into queues holds it in ROW SHARE MODE, and whoever changes routes in EXCLUSIVE MODE: what is written after a change
-- goes by it, and what was written before can be seen by whoever then looks through what waits.
CREATE TABLE routing (
    version        integer NOT NULL,
    routed_version integer NOT NULL
);
INSERT INTO routing VALUES (0, 0);

ALTER TABLE comments
    -- By which the policy decided on it last.
    ADD COLUMN held_by text,
    ADD COLUMN language text,
    -- Null where no route takes it; it counts only while the comment waits.
    ADD COLUMN named_queue_id uuid;

-- The queue in which a comment that waits stands: the id of a named one, or its status.
CREATE FUNCTION queue_of(named_queue_id uuid, status text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN coalesce(named_queue_id::text, status);

-- As many as before, by queue in place of the status. Copies of the version before read queues without an index until they are
-- replaced.
DROP INDEX comments_by_age, comments_by_priority, comments_by_risk, comments_section_by_age, comments_section_by_priority,
    comments_section_by_risk;
CREATE INDEX comments_by_age ON comments (queue_of(named_queue_id, status), queued_at, id) WHERE is_waiting(status);
CREATE INDEX comments_by_priority ON comments (queue_of(named_queue_id, status), priority, id) WHERE is_waiting(status);
CREATE INDEX comments_by_risk ON comments (queue_of(named_queue_id, status), (-risk), id) WHERE is_waiting(status);
CREATE INDEX comments_section_by_age ON comments (section, queue_of(named_queue_id, status), queued_at, id)
    WHERE is_waiting(status);
CREATE INDEX comments_section_by_priority ON comments (section, queue_of(named_queue_id, status), priority, id)
    WHERE is_waiting(status);
CREATE INDEX comments_section_by_risk ON comments (section, queue_of(named_queue_id, status), (-risk), id)
    WHERE is_waiting(status);
-- Those whose scores are missed, in whatever queue. There are few while the classifier answers.
CREATE INDEX comments_unscored ON comments (queued_at, id) WHERE is_waiting(status) AND status = 'unscored';

ALTER TABLE comment_counts ADD COLUMN named_queue_id uuid;

CREATE OR REPLACE FUNCTION count_comments() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO comment_counts (section, status, named_queue_id, count)
        SELECT section, status, named_queue_id, count(*) FROM came GROUP BY section, status, named_queue_id;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO comment_counts (section, status, named_queue_id, count)
        SELECT section, status, named_queue_id, -count(*) FROM went GROUP BY section, status, named_queue_id;
    ELSE
        INSERT INTO comment_counts (section, status, named_queue_id, count)
        SELECT section, status, named_queue_id, sum(n) FROM (
            SELECT section, status, named_queue_id, 1 AS n FROM came
            UNION ALL SELECT section, status, named_queue_id, -1 FROM went) c
        GROUP BY section, status, named_queue_id HAVING sum(n) <> 0;
    END IF;
    RETURN NULL;
END $$;
