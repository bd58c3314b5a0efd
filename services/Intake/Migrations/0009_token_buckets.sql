-- Limits on how many comments are taken: when each token bucket is full again; a full one has no row. Keys are keyed hashes.
-- Not logged: after a crash of the database all buckets are full, which costs nothing but a few comments too many. Rows have
-- room beside them, so that the few that change all the time stay on their page.
CREATE UNLOGGED TABLE token_buckets (
    key     uuid PRIMARY KEY,
    full_at timestamptz NOT NULL
) WITH (fillfactor = 50);
