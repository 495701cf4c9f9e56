-- Containers of another environment, and how far back a backup may reach.
ALTER TABLE outfield_container ADD COLUMN is_foreign INTEGER NOT NULL DEFAULT 0 CHECK (is_foreign IN (0, 1));
-- The latest condemnation among the values whose bytes were removed: an older backup may name some of them.
ALTER TABLE outfield_container ADD COLUMN horizon INTEGER;  -- NULL: none was ever removed

-- Scrubbing: when the bytes were last known to be whole, and what was found wrong with them.
ALTER TABLE outfield_blob ADD COLUMN verified INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outfield_blob ADD COLUMN damage TEXT;  -- NULL: none is known
UPDATE outfield_blob SET verified = created;
CREATE INDEX outfield_blob_scrub ON outfield_blob (verified, id) WHERE state = 1;
CREATE INDEX outfield_blob_damage ON outfield_blob (id) WHERE damage IS NOT NULL;

-- Of each condemned blob: whose value it was, and why it is not any more.
CREATE TABLE outfield_trash (
    blob      INTEGER PRIMARY KEY REFERENCES outfield_blob (id) ON DELETE CASCADE,
    model     TEXT NOT NULL,
    record    INTEGER NOT NULL,
    field     TEXT NOT NULL,
    file_name TEXT NOT NULL,
    reason    INTEGER NOT NULL CHECK (reason IN (0, 1, 2, 3))  -- replaced, cleared, unlinked, moved
);
CREATE INDEX outfield_trash_value ON outfield_trash (model, record, field);
