-- The stations of this service that an operator has paused. What they would have taken waits where it is.
CREATE TABLE pauses (
    station   text PRIMARY KEY,
    reason    text NOT NULL,
    -- The operator's name, as the console knows it.
    paused_by text NOT NULL,
    since     timestamptz NOT NULL
);
