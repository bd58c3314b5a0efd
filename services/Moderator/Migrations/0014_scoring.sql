-- When the classifier's last scores came, to about a second.
CREATE TABLE scoring (
    id        integer PRIMARY KEY DEFAULT 1 CHECK (id = 1),
    scored_at timestamptz NOT NULL
);

INSERT INTO scoring (scored_at) VALUES (clock_timestamp());
