-- A comment's name, title, content and masked phone as searches read them, with diacritics and without. They stand beside the
-- comments so that a decision does not index them anew. The service writes them, also those of comments from before this table.
CREATE TABLE searchable_texts (
    comment_id uuid NOT NULL,
    revision   integer NOT NULL,
    marked     text NOT NULL,
    unmarked   text NOT NULL,
    PRIMARY KEY (comment_id, revision)
);
CREATE INDEX searchable_texts_unmarked ON searchable_texts USING gin (unmarked gin_trgm_ops);
DROP INDEX comments_text;
