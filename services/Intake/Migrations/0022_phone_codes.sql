-- Codes that were sent to readers' phones, until they expire. Number and code are in a keyed hash alone.
CREATE TABLE phone_codes (
    id         uuid PRIMARY KEY,
    code_hash  text NOT NULL,
    wrong      integer NOT NULL DEFAULT 0,
    used       boolean NOT NULL DEFAULT false,
    expires_at timestamptz NOT NULL
);
CREATE INDEX phone_codes_by_expiry ON phone_codes (expires_at);
