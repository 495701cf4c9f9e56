-- Who may come in. Users, their groups and the links between them are records of base's models; what no client may
-- read stands here. `user_id` is a record of res.users.
CREATE TABLE outfield_password (
    user_id BIGINT PRIMARY KEY,
    hash    TEXT NOT NULL,  -- Argon2id, with its salt and its cost
    changed BIGINT NOT NULL
);

CREATE TABLE outfield_api_key (
    id        BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id   BIGINT NOT NULL,
    name      TEXT NOT NULL,
    scope     TEXT COLLATE "C" NOT NULL CHECK (scope IN ('', 'read', 'files')),
    hash      BYTEA NOT NULL UNIQUE,  -- of the key, which is random
    created   BIGINT NOT NULL,
    expires   BIGINT,               -- NULL: never
    last_used BIGINT                -- to the minute; NULL: never
);
CREATE INDEX outfield_api_key_user ON outfield_api_key (user_id, id);

CREATE TABLE outfield_session (
    token   BYTEA NOT NULL PRIMARY KEY,  -- its hash
    user_id BIGINT NOT NULL,
    api_key BIGINT REFERENCES outfield_api_key (id) ON DELETE CASCADE,  -- NULL: opened with a password
    peer    TEXT NOT NULL,
    opened  BIGINT NOT NULL,
    seen    BIGINT NOT NULL  -- to the minute
);
CREATE INDEX outfield_session_user ON outfield_session (user_id);
CREATE INDEX outfield_session_api_key ON outfield_session (api_key) WHERE api_key IS NOT NULL;
CREATE INDEX outfield_session_seen ON outfield_session (seen);

-- Who did what. `login` is what it was at that time.
CREATE TABLE outfield_audit (
    id      BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    time    BIGINT NOT NULL,
    user_id BIGINT NOT NULL,  -- 0: nobody who is known
    login   TEXT NOT NULL,
    peer    TEXT NOT NULL,
    action  TEXT COLLATE "C" NOT NULL,
    model   TEXT COLLATE "C" NOT NULL, -- "" where there is none
    record  BIGINT NOT NULL,
    detail  TEXT NOT NULL
);
CREATE INDEX outfield_audit_time ON outfield_audit (time);
