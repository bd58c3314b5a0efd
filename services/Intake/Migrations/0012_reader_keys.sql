-- The public key (PEM) under which a site vouches for its readers.
ALTER TABLE sites ADD COLUMN reader_key text;
