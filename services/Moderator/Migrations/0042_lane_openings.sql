-- When a lane was open: what it took then, nobody read.
CREATE TABLE lane_openings (
    id        uuid PRIMARY KEY,
    lane      text NOT NULL CHECK (lane IN ('publish', 'reject')),
    opened_at timestamptz NOT NULL,
    -- Null while it is open.
    shut_at   timestamptz,
    CHECK (shut_at >= opened_at)
);

-- When a lane that was ever open was shut before is not known here, so it counts as open all that time.
INSERT INTO lane_openings (id, lane, opened_at, shut_at)
SELECT opening_id, name, '-infinity', CASE status WHEN 'shut' THEN coalesce(changed_at, clock_timestamp()) END
FROM lanes WHERE opening_id IS NOT NULL;
