-- The bytes of the database store. Chunk n of object o has the id o * 1048576 + n: one tree holds all bytes, in
-- order, without a second index.

CREATE TABLE IF NOT EXISTS outfield_object_container (
    id      INTEGER PRIMARY KEY,
    name    TEXT NOT NULL UNIQUE,
    created INTEGER NOT NULL  -- microseconds since 1970, UTC
);

-- An object is there when it is complete. An id is never used twice.
CREATE TABLE IF NOT EXISTS outfield_object (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    container INTEGER NOT NULL REFERENCES outfield_object_container (id),
    key       TEXT NOT NULL,
    size      INTEGER NOT NULL,
    created   INTEGER NOT NULL,
    complete  INTEGER NOT NULL CHECK (complete IN (0, 1)),
    UNIQUE (container, key)
);

CREATE TABLE IF NOT EXISTS outfield_chunk (
    id    INTEGER PRIMARY KEY,
    bytes BLOB NOT NULL
);

INSERT INTO outfield_object_container (name, created)
    VALUES ('database', CAST(strftime('%s', 'now') AS INTEGER) * 1000000)
    ON CONFLICT (name) DO NOTHING;
