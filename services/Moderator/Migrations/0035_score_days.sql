-- How the scores of each day's comments (UTC) were spread, and what people decided on them: counts alone, of no comment and no
-- person. The label is empty for the risk; a bin is a fiftieth of 0 to 1.
CREATE TABLE score_days (
    day      date NOT NULL,
    model    text NOT NULL,
    label    text NOT NULL,
    bin      smallint NOT NULL CHECK (bin BETWEEN 0 AND 49),
    scored   integer NOT NULL,
    approved integer NOT NULL,
    rejected integer NOT NULL,
    PRIMARY KEY (day, model, label, bin)
);

-- Of a sample of each day's comments, how many words there were, and how many of them can be no Vietnamese.
CREATE TABLE word_days (
    day        date PRIMARY KEY,
    words      integer NOT NULL,
    strange    integer NOT NULL,
    -- When the day was counted last, its scores too.
    counted_at timestamptz NOT NULL
);
