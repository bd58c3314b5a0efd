-- What was stored before the triggers of the script before this one. In a transaction of its own, so that nobody waits while it
-- counts; one statement sees one state, so that parts written meanwhile are in the sum or beside it, and never both.
WITH known AS (DELETE FROM comment_counts)
INSERT INTO comment_counts (section, status, count)
SELECT section, status, count(*) FROM comments GROUP BY section, status;
