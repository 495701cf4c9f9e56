-- Uploads that can be continued: their bytes stand here until the value is whole and in its store.
CREATE TABLE outfield_upload (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    name       TEXT NOT NULL UNIQUE,  -- random: its address
    owner      INTEGER NOT NULL,      -- a record of res.users
    model      TEXT NOT NULL,
    record     INTEGER NOT NULL,
    field      TEXT NOT NULL,
    file_name  TEXT NOT NULL,
    media_type TEXT NOT NULL,
    metadata   TEXT NOT NULL,         -- as the client gave it
    length     INTEGER NOT NULL,
    received   INTEGER NOT NULL,      -- bytes that count; pieces behind them wait for a checksum
    state      INTEGER NOT NULL CHECK (state IN (0, 1, 2)),  -- receiving, stored, given up
    writer     TEXT NOT NULL,         -- the one request that may add pieces; '': none
    storing    INTEGER NOT NULL,      -- until then, somebody is bringing the value to its store; 0: nobody
    created    INTEGER NOT NULL,
    expires    INTEGER NOT NULL
);
CREATE INDEX outfield_upload_expires ON outfield_upload (expires);

CREATE TABLE outfield_upload_piece (
    upload INTEGER NOT NULL REFERENCES outfield_upload (id),
    start  INTEGER NOT NULL,
    bytes  BLOB NOT NULL,
    PRIMARY KEY (upload, start)
);
