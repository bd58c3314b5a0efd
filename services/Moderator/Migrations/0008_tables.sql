-- What waits for a person and what is decided, for every query and every partial index. Functions of one expression are inlined
-- before conditions are compared with those of indexes. A new queue is a new body, given before any comment has its status.
CREATE FUNCTION is_waiting(status text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN status IN ('pending', 'suspect', 'unscored');
CREATE FUNCTION is_decided(status text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN status IN ('approved', 'rejected');

ALTER TABLE comments
    DROP CONSTRAINT comments_status_check,
    ADD CONSTRAINT comments_status_check CHECK (
        status IN ('awaitingText', 'awaitingScores') OR is_waiting(status) OR is_decided(status));
ALTER TABLE decisions
    DROP CONSTRAINT decisions_origin_check,
    ADD CONSTRAINT decisions_origin_check CHECK (origin = 'awaitingScores' OR is_waiting(origin)),
    -- Reasons are a table of the code, which knows no other.
    DROP CONSTRAINT decisions_reason_check;
ALTER TABLE bans DROP CONSTRAINT bans_reason_check;

-- Made anew below, when the rows are as they will be.
DROP INDEX comments_by_age, comments_by_priority, comments_by_risk, comments_section_by_age, comments_section_by_priority,
    comments_section_by_risk, comments_text;

-- All scores of a comment, by label, and the highest of the unwanted ones, which the service writes; 0 without scores.
ALTER TABLE comments ADD COLUMN scores jsonb;
UPDATE comments
    SET scores = jsonb_build_object('spam', spam, 'toxicity', toxicity, 'hate', hate, 'constructive', constructive)
    WHERE scored_at IS NOT NULL;
ALTER TABLE comments
    ALTER COLUMN risk DROP EXPRESSION,
    ALTER COLUMN risk SET DEFAULT 0,
    ALTER COLUMN risk SET NOT NULL;
ALTER TABLE comments DROP COLUMN priority;
ALTER TABLE comments
    -- When it was queued, set back by two hours for the highest risk and by one where there are no scores: what is risky
    -- overtakes what came up to two hours before it, and nothing else, so that nothing waits for ever.
    ADD COLUMN priority timestamptz GENERATED ALWAYS AS (
        ((queued_at AT TIME ZONE 'UTC')
            - (CASE WHEN scored_at IS NULL THEN 0.5 ELSE risk END)::double precision * interval '2 hours')
        AT TIME ZONE 'UTC') STORED;

-- The columns spam, toxicity, hate and constructive are for copies of the version before, which write and read them as long as
-- they run; a later migration drops them and this.
CREATE FUNCTION keep_label_columns() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.scores IS NULL THEN
        NEW.scores := jsonb_build_object(
            'spam', NEW.spam, 'toxicity', NEW.toxicity, 'hate', NEW.hate, 'constructive', NEW.constructive);
        NEW.risk := greatest(NEW.spam, NEW.toxicity, NEW.hate);
    ELSIF NEW.spam IS NULL THEN
        NEW.spam := coalesce((NEW.scores ->> 'spam')::real, 0);
        NEW.toxicity := coalesce((NEW.scores ->> 'toxicity')::real, 0);
        NEW.hate := coalesce((NEW.scores ->> 'hate')::real, 0);
        NEW.constructive := coalesce((NEW.scores ->> 'constructive')::real, 0);
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER comments_keep_label_columns BEFORE INSERT OR UPDATE OF scored_at ON comments
    FOR EACH ROW WHEN (NEW.scored_at IS NOT NULL) EXECUTE FUNCTION keep_label_columns();

CREATE INDEX comments_by_age ON comments (status, queued_at, id) WHERE is_waiting(status);
CREATE INDEX comments_by_priority ON comments (status, priority, id) WHERE is_waiting(status);
CREATE INDEX comments_by_risk ON comments (status, (-risk), id) WHERE is_waiting(status);
CREATE INDEX comments_section_by_age ON comments (section, status, queued_at, id) WHERE is_waiting(status);
CREATE INDEX comments_section_by_priority ON comments (section, status, priority, id) WHERE is_waiting(status);
CREATE INDEX comments_section_by_risk ON comments (section, status, (-risk), id) WHERE is_waiting(status);
CREATE INDEX comments_text ON comments USING gin (lower(name || E'\n' || title || E'\n' || content) gin_trgm_ops)
    WHERE is_waiting(status);

-- Thresholds are kept by label, in every version of the policy. What copies of the version before read stays beside them.
CREATE FUNCTION thresholds_by_label(settings jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE RETURN (
    SELECT CASE count(*) WHEN 0 THEN settings ELSE settings || jsonb_build_object('thresholds', jsonb_object_agg(key, value)) END
    FROM jsonb_each(settings) WHERE key IN ('spam', 'toxicity', 'hate'));

ALTER TABLE policy_versions DISABLE TRIGGER policy_versions_are_append_only;
UPDATE policy_versions SET
    content = thresholds_by_label(content) || jsonb_build_object('sections', (
        SELECT coalesce(jsonb_object_agg(key, thresholds_by_label(value)), '{}') FROM jsonb_each(content -> 'sections'))),
    changes = (
        SELECT coalesce(jsonb_agg(jsonb_set(change, '{path}', to_jsonb(regexp_replace(change ->> 'path',
            '^(sections\..*\.)?(spam|toxicity|hate)\.(hold|reject)$', '\1thresholds.\2.\3'))) ORDER BY place), '[]')
        FROM jsonb_array_elements(changes) WITH ORDINALITY AS each (change, place));
ALTER TABLE policy_versions ENABLE TRIGGER policy_versions_are_append_only;
DROP FUNCTION thresholds_by_label(jsonb);
