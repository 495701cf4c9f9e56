-- Finds what holds the same bytes, for the repair of one that is damaged.
CREATE INDEX outfield_blob_content ON outfield_blob (sha256, size) WHERE sha256 IS NOT NULL;
