-- Proofs of work that have been used, by the signature of their challenge, until they expire.
CREATE TABLE proofs (
    signature  text PRIMARY KEY,
    expires_at timestamptz NOT NULL
);
CREATE INDEX proofs_by_expiry ON proofs (expires_at);
