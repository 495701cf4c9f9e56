-- Which values are being moved, and until when their mover is believed to live.
CREATE TABLE outfield_move (
    blob        INTEGER PRIMARY KEY REFERENCES outfield_blob (id) ON DELETE CASCADE,
    mover       TEXT NOT NULL,
    lease_until INTEGER NOT NULL
);
