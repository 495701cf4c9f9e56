-- The catalog. Times are microseconds since 1970 in UTC, durations are seconds, hashes are 32 raw bytes. Texts that
-- are ordered or ranged have the collation "C", which is the order of bytes.

CREATE TABLE outfield_catalog (
    identity TEXT NOT NULL,
    created  BIGINT NOT NULL
);

-- How to reach one S3 account, one FTP server, one local directory.
CREATE TABLE outfield_configuration (
    id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       TEXT COLLATE "C" NOT NULL UNIQUE,
    kind       TEXT COLLATE "C" NOT NULL,
    is_default BIGINT NOT NULL CHECK (is_default IN (0, 1))
);
CREATE UNIQUE INDEX outfield_configuration_default ON outfield_configuration (kind) WHERE is_default = 1;

CREATE TABLE outfield_setting (
    configuration BIGINT NOT NULL REFERENCES outfield_configuration (id) ON DELETE CASCADE,
    is_sealed     BIGINT NOT NULL CHECK (is_sealed IN (0, 1)),
    name          TEXT COLLATE "C" NOT NULL,
    value         TEXT NOT NULL,
    PRIMARY KEY (configuration, is_sealed, name)
);

-- A bucket or a directory.
CREATE TABLE outfield_container (
    id            BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    configuration BIGINT NOT NULL REFERENCES outfield_configuration (id),
    name          TEXT COLLATE "C" NOT NULL,
    key_prefix    TEXT NOT NULL,
    retention     BIGINT NOT NULL CHECK (retention >= 0),
    state         BIGINT NOT NULL CHECK (state IN (0, 1)),      -- present, vanished
    origin        BIGINT NOT NULL CHECK (origin IN (0, 1, 2)),  -- synchronised, created, entered
    UNIQUE (configuration, name)
);

-- A module is in at most one container of a configuration.
CREATE TABLE outfield_container_module (
    configuration BIGINT NOT NULL REFERENCES outfield_configuration (id),
    module        TEXT COLLATE "C" NOT NULL,
    container     BIGINT NOT NULL REFERENCES outfield_container (id) ON DELETE CASCADE,
    PRIMARY KEY (configuration, module)
);
CREATE INDEX outfield_container_module_container ON outfield_container_module (container, module);

-- One content that stands, or may stand, in a store. An id is never used twice. Rows change several times in their
-- life, and the space behind them lets that happen on their page.
CREATE TABLE outfield_blob (
    id           BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    container    BIGINT NOT NULL REFERENCES outfield_container (id),
    key          TEXT COLLATE "C" NOT NULL,
    state        BIGINT NOT NULL CHECK (state IN (0, 1, 2, 3)),  -- reserved, live, condemned, doomed
    size         BIGINT NOT NULL,
    sha256       BYTEA,              -- NULL: was never live
    media_type   TEXT NOT NULL,
    created      BIGINT NOT NULL,
    condemned_at BIGINT,             -- NULL: was not condemned
    due          BIGINT,             -- reserved: end of the lease; doomed: when the collector may come (again)
    pass         BIGINT NOT NULL     -- doomed: 1 first removal, 2 waiting for the last, 3 last removal; else 0
) WITH (fillfactor = 85);
CREATE UNIQUE INDEX outfield_blob_key ON outfield_blob (container, key);
-- Pages through a container, and counts it, without touching the rows.
CREATE INDEX outfield_blob_container ON outfield_blob (container, id, state, size);
-- The garbage, and nothing else.
CREATE INDEX outfield_blob_due ON outfield_blob (due) WHERE due IS NOT NULL;
CREATE INDEX outfield_blob_condemned ON outfield_blob (container, condemned_at) WHERE state = 2;

-- Which blob is the value of (model, record, field). A blob is the value of one field alone.
CREATE TABLE outfield_attachment (
    model     TEXT COLLATE "C" NOT NULL,
    record    BIGINT NOT NULL,
    field     TEXT COLLATE "C" NOT NULL,
    blob      BIGINT NOT NULL REFERENCES outfield_blob (id),
    file_name TEXT NOT NULL,
    written   BIGINT NOT NULL,
    PRIMARY KEY (model, record, field)
);
CREATE UNIQUE INDEX outfield_attachment_blob ON outfield_attachment (blob);

CREATE TABLE outfield_module (
    name     TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    manifest TEXT NOT NULL
);

CREATE TABLE outfield_import (
    name        TEXT COLLATE "C" NOT NULL,
    path        TEXT COLLATE "C" NOT NULL,
    record      BIGINT NOT NULL,
    size        BIGINT NOT NULL,
    modified_ns BIGINT NOT NULL,
    PRIMARY KEY (name, path)
);

-- The database itself is a store, with one container, from the start.
INSERT INTO outfield_configuration (name, kind, is_default) VALUES ('database', 'database', 1);
INSERT INTO outfield_container (configuration, name, key_prefix, retention, state, origin)
    SELECT id, 'database', '', 2592000, 0, 1 FROM outfield_configuration WHERE name = 'database';
