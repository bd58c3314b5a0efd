-- What was published and taken back is told apart from what nobody decided yet. Rows from before hold none of the new value.
ALTER TABLE submissions DROP CONSTRAINT submissions_status_check;
ALTER TABLE submissions ADD CONSTRAINT submissions_status_check
    CHECK (status IN ('pending', 'approved', 'rejected', 'retracted')) NOT VALID;

-- Whether readers see a comment under an article: it is approved, and so is all that it answers, each under the same article.
CREATE FUNCTION is_shown(comment uuid, article text) RETURNS boolean LANGUAGE sql STABLE AS $$
    WITH RECURSIVE above AS (
        SELECT id, parent_id FROM submissions WHERE id = comment AND article_id = article AND status = 'approved'
        UNION
        SELECT s.id, s.parent_id FROM above a JOIN submissions s ON s.id = a.parent_id
        WHERE s.article_id = article AND s.status = 'approved'
    )
    SELECT EXISTS (SELECT FROM above WHERE parent_id IS NULL)
$$;
