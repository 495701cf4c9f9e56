-- Background jobs: when each ran last, and which server runs it now.
CREATE TABLE outfield_job (
    name        TEXT NOT NULL PRIMARY KEY,
    last_begin  INTEGER,                   -- NULL: never
    last_end    INTEGER,                   -- of the run that began then; NULL: it has not ended
    outcome     TEXT NOT NULL DEFAULT '',  -- of the last run that has ended: 'ok', 'failed', 'stopped'
    detail      TEXT NOT NULL DEFAULT '',  -- its figures, as JSON
    holder      TEXT NOT NULL DEFAULT '',
    lease_until INTEGER NOT NULL DEFAULT 0 -- from then on another server may take it
) WITHOUT ROWID;
