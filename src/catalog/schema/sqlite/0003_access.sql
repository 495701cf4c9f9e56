-- Who may come in. Users, their groups and the links between them are records of base's models; what no client may
-- read stands here. `user_id` is a record of res.users.
CREATE TABLE outfield_password (
    user_id INTEGER PRIMARY KEY,
    hash    TEXT NOT NULL,  -- Argon2id, with its salt and its cost
    changed INTEGER NOT NULL
);

CREATE TABLE outfield_api_key (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id   INTEGER NOT NULL,
    name      TEXT NOT NULL,
    scope     TEXT NOT NULL CHECK (scope IN ('', 'read', 'files')),
    hash      BLOB NOT NULL UNIQUE,  -- of the key, which is random
    created   INTEGER NOT NULL,
    expires   INTEGER,               -- NULL: never
    last_used INTEGER                -- to the minute; NULL: never
);
CREATE INDEX outfield_api_key_user ON outfield_api_key (user_id, id);

CREATE TABLE outfield_session (
    token   BLOB NOT NULL PRIMARY KEY,  -- its hash
    user_id INTEGER NOT NULL,
    api_key INTEGER REFERENCES outfield_api_key (id) ON DELETE CASCADE,  -- NULL: opened with a password
    peer    TEXT NOT NULL,
    opened  INTEGER NOT NULL,
    seen    INTEGER NOT NULL  -- to the minute
) WITHOUT ROWID;
CREATE INDEX outfield_session_user ON outfield_session (user_id);
CREATE INDEX outfield_session_api_key ON outfield_session (api_key) WHERE api_key IS NOT NULL;
CREATE INDEX outfield_session_seen ON outfield_session (seen);

-- Who did what. `login` is what it was at that time.
CREATE TABLE outfield_audit (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    time    INTEGER NOT NULL,
    user_id INTEGER NOT NULL,  -- 0: nobody who is known
    login   TEXT NOT NULL,
    peer    TEXT NOT NULL,
    action  TEXT NOT NULL,
    model   TEXT NOT NULL,     -- "" where there is none
    record  INTEGER NOT NULL,
    detail  TEXT NOT NULL
);
CREATE INDEX outfield_audit_time ON outfield_audit (time);
