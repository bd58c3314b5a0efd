-- What its author took back never comes again. Rows from before hold none of the new value.
ALTER TABLE publications
    DROP CONSTRAINT publications_status_check,
    ADD CONSTRAINT publications_status_check CHECK (status IN ('published', 'retracted', 'withdrawn')) NOT VALID,
    DROP CONSTRAINT retracted_keeps_no_text,
    ADD CONSTRAINT only_published_keeps_text CHECK (status = 'published' OR num_nonnulls(name, title, content) = 0) NOT VALID;
