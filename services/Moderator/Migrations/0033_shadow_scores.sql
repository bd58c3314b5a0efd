-- How likely this newsroom would reject the comment, where the model learnt it from its decisions.
ALTER TABLE comments ADD COLUMN rejection real;

-- What a candidate said of a comment beside the model in use. No text and no person is in it.
CREATE TABLE shadow_scores (
    comment_id uuid NOT NULL,
    revision   integer NOT NULL,
    model      text NOT NULL,
    scores     jsonb NOT NULL,
    rejection  real,
    scored_at  timestamptz NOT NULL,
    PRIMARY KEY (comment_id, revision)
);
CREATE INDEX shadow_scores_of_model ON shadow_scores (model, scored_at);
