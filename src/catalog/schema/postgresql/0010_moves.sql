-- Which values are being moved, and until when their mover is believed to live.
CREATE TABLE outfield_move (
    blob        BIGINT PRIMARY KEY REFERENCES outfield_blob (id) ON DELETE CASCADE,
    mover       TEXT NOT NULL,
    lease_until BIGINT NOT NULL
);
