-- Whether downloads may be sent to the store's own addresses instead of streaming through the server.
ALTER TABLE outfield_container ADD COLUMN presigned BIGINT NOT NULL DEFAULT 0 CHECK (presigned IN (0, 1));
