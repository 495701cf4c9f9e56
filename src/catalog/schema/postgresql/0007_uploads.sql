-- Uploads that can be continued: their bytes stand here until the value is whole and in its store.
CREATE TABLE outfield_upload (
    id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       TEXT COLLATE "C" NOT NULL UNIQUE,  -- random: its address
    owner      BIGINT NOT NULL,                   -- a record of res.users
    model      TEXT COLLATE "C" NOT NULL,
    record     BIGINT NOT NULL,
    field      TEXT COLLATE "C" NOT NULL,
    file_name  TEXT NOT NULL,
    media_type TEXT NOT NULL,
    metadata   TEXT NOT NULL,    -- as the client gave it
    length     BIGINT NOT NULL,
    received   BIGINT NOT NULL,  -- bytes that count; pieces behind them wait for a checksum
    state      BIGINT NOT NULL CHECK (state IN (0, 1, 2)),  -- receiving, stored, given up
    writer     TEXT NOT NULL,    -- the one request that may add pieces; '': none
    storing    BIGINT NOT NULL,  -- until then, somebody is bringing the value to its store; 0: nobody
    created    BIGINT NOT NULL,
    expires    BIGINT NOT NULL
);
CREATE INDEX outfield_upload_expires ON outfield_upload (expires);

-- Most values are compressed already: EXTERNAL keeps PostgreSQL from trying.
CREATE TABLE outfield_upload_piece (
    upload BIGINT NOT NULL REFERENCES outfield_upload (id),
    start  BIGINT NOT NULL,
    bytes  BYTEA NOT NULL,
    PRIMARY KEY (upload, start)
);
ALTER TABLE outfield_upload_piece ALTER COLUMN bytes SET STORAGE EXTERNAL;
