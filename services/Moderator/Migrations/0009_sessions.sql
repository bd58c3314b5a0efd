-- Who is signed in where. A row that is gone, or that stands behind the person's stamp, is a session that has ended.
CREATE TABLE sessions (
    id             uuid PRIMARY KEY,
    moderator_id   uuid NOT NULL REFERENCES moderators (id),
    -- Of the account when the session began: whatever changes what the person may do renews it.
    security_stamp text NOT NULL,
    -- Browser and system, such as "Firefox · Windows"; empty when it did not tell.
    device         text NOT NULL,
    started_at     timestamptz NOT NULL,
    seen_at        timestamptz NOT NULL
);

CREATE INDEX sessions_moderator ON sessions (moderator_id);

CREATE VIEW current_sessions AS
    SELECT s.id, s.moderator_id, s.device, s.started_at, s.seen_at
    FROM sessions s
    JOIN moderators m ON m.id = s.moderator_id AND m.security_stamp = s.security_stamp AND m.status = 'active'
    WHERE s.seen_at > statement_timestamp() - interval '12 hours';

-- Also counted: by name and address together, and by the device that a person is known on.
ALTER TABLE sign_in_failures DROP CONSTRAINT sign_in_failures_kind_check;
ALTER TABLE sign_in_failures ADD CONSTRAINT sign_in_failures_kind_check
    CHECK (kind IN ('account', 'address', 'pair', 'device'));
