-- What an operator asked of a service that was away: it is told as soon as it answers, the latest word alone.
CREATE TABLE kept_pauses (
    service  text NOT NULL,
    station  text NOT NULL,
    -- Null to resume it.
    reason   text,
    asked_by text NOT NULL,
    asked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (service, station)
);
