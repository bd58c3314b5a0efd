-- Whoever writes, the copies that keep pages of an article hear that they are old.
CREATE FUNCTION tell_articles() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('articles', article_id) FROM (SELECT DISTINCT article_id FROM changed) AS c;
    RETURN NULL;
END
$$;

CREATE TRIGGER articles_inserted AFTER INSERT ON publications REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION tell_articles();
CREATE TRIGGER articles_updated AFTER UPDATE ON publications REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION tell_articles();
CREATE TRIGGER articles_left AFTER UPDATE ON publications REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION tell_articles();
CREATE TRIGGER articles_deleted AFTER DELETE ON publications REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION tell_articles();
