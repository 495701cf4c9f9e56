-- The bytes of the database store. Chunk n of object o has the id o * 1048576 + n.

CREATE TABLE IF NOT EXISTS outfield_object_container (
    id      BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name    TEXT COLLATE "C" NOT NULL UNIQUE,
    created BIGINT NOT NULL  -- microseconds since 1970, UTC
);

-- An object is there when it is complete. An id is never used twice.
CREATE TABLE IF NOT EXISTS outfield_object (
    id        BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    container BIGINT NOT NULL REFERENCES outfield_object_container (id),
    key       TEXT COLLATE "C" NOT NULL,
    size      BIGINT NOT NULL,
    created   BIGINT NOT NULL,
    complete  BIGINT NOT NULL CHECK (complete IN (0, 1)),
    UNIQUE (container, key)
);

-- Most values are compressed already: EXTERNAL keeps PostgreSQL from trying.
CREATE TABLE IF NOT EXISTS outfield_chunk (
    id    BIGINT PRIMARY KEY,
    bytes BYTEA NOT NULL
);
ALTER TABLE outfield_chunk ALTER COLUMN bytes SET STORAGE EXTERNAL;

INSERT INTO outfield_object_container (name, created)
    VALUES ('database', CAST(extract(epoch FROM now()) AS BIGINT) * 1000000)
    ON CONFLICT (name) DO NOTHING;
