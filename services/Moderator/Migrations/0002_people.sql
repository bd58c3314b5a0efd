ALTER TABLE moderators
    ADD COLUMN role text NOT NULL DEFAULT 'moderator' CHECK (role IN ('moderator', 'senior', 'administrator', 'operator')),
    -- What a person may see and decide; null is every section.
    ADD COLUMN sections text[];
