-- Authors who are told what becomes of their comments, each by comment and by where they are reached: personal data, sealed and
-- hashed as phone numbers are. A row goes when it is ended, when its comment is withdrawn or erased, and after a time.
CREATE TABLE subscriptions (
    id            uuid PRIMARY KEY,
    comment_id    uuid NOT NULL REFERENCES submissions (id),
    channel       text NOT NULL CHECK (channel IN ('mail')),
    status        text NOT NULL CHECK (status IN ('unconfirmed', 'confirmed', 'failed')),
    target_cipher bytea NOT NULL,
    target_key_id text NOT NULL,
    target_hash   text NOT NULL,
    asked_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    confirmed_at  timestamptz,
    -- The outcome that the author was told last.
    told          text,
    UNIQUE (comment_id, channel, target_hash)
);
CREATE UNIQUE INDEX subscriptions_one_mailbox ON subscriptions (comment_id) WHERE channel = 'mail';
CREATE INDEX subscriptions_by_age ON subscriptions (asked_at);

-- What they are to be told, sent when due. Each is told once: a row stays when it is done.
CREATE TABLE notices (
    id              uuid PRIMARY KEY,
    subscription_id uuid NOT NULL REFERENCES subscriptions (id) ON DELETE CASCADE,
    kind            text NOT NULL CHECK (kind IN ('confirmation', 'decision', 'reply')),
    -- The comment that it tells of: the author's own, or a reply.
    about_id        uuid NOT NULL,
    -- Of a decision, which; otherwise 0.
    version         integer NOT NULL,
    status          text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'sent', 'dropped', 'given_up')),
    attempts        integer NOT NULL DEFAULT 0,
    due_at          timestamptz NOT NULL,
    claimed_until   timestamptz,
    UNIQUE (subscription_id, kind, about_id, version)
);
CREATE INDEX notices_due ON notices (due_at) WHERE status = 'waiting';
