-- What others were last told of an article's status, which changes also by itself, and how often they were told of its state.
ALTER TABLE articles
    ADD COLUMN version integer NOT NULL DEFAULT 0,
    ADD COLUMN told_status text NOT NULL DEFAULT 'open' CHECK (told_status IN ('open', 'readOnly', 'closed'));
UPDATE articles SET told_status = status WHERE status <> 'open';

-- Those that will close by themselves, after the days that are set for all or for them alone, and those that have.
CREATE INDEX articles_closing ON articles ((coalesce(published_at, first_comment_at)))
    WHERE close_after_days IS NULL AND told_status <> 'closed';
CREATE INDEX articles_closing_alone ON articles (id) WHERE close_after_days > 0 AND told_status <> 'closed';
CREATE INDEX articles_closed ON articles ((coalesce(published_at, first_comment_at)))
    WHERE close_after_days IS NULL AND told_status = 'closed' AND status <> 'closed';
