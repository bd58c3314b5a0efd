-- The newest of a feed, of one article and of all.
CREATE INDEX publications_approved ON publications (approved_at DESC, comment_id DESC) WHERE status = 'published';
CREATE INDEX publications_approved_of_article ON publications (article_id, approved_at DESC, comment_id DESC)
    WHERE status = 'published';
