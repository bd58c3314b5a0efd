-- How many comments have which status in which section, as parts to be added up: what is written adds a row and waits for
-- nobody, and the service puts the rows together from time to time.
CREATE TABLE comment_counts (
    section text,
    status  text NOT NULL,
    count   bigint NOT NULL
);

CREATE FUNCTION count_comments() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO comment_counts (section, status, count)
        SELECT section, status, count(*) FROM came GROUP BY section, status;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO comment_counts (section, status, count)
        SELECT section, status, -count(*) FROM went GROUP BY section, status;
    ELSE
        INSERT INTO comment_counts (section, status, count)
        SELECT section, status, sum(n) FROM (
            SELECT section, status, 1 AS n FROM came UNION ALL SELECT section, status, -1 FROM went) c
        GROUP BY section, status HAVING sum(n) <> 0;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER comments_counted_when_added AFTER INSERT ON comments
    REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION count_comments();
CREATE TRIGGER comments_counted_when_changed AFTER UPDATE ON comments
    REFERENCING OLD TABLE AS went NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION count_comments();
CREATE TRIGGER comments_counted_when_deleted AFTER DELETE ON comments
    REFERENCING OLD TABLE AS went FOR EACH STATEMENT EXECUTE FUNCTION count_comments();
