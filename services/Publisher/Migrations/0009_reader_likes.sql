-- What one reader likes: erased at once when asked.
CREATE INDEX likes_of_reader ON likes (reader);
