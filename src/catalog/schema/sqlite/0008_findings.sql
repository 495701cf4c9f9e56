-- What the last run of a job has found, and how much there was on each day: for the administrator's page.
CREATE TABLE outfield_finding_list (
    job   TEXT NOT NULL PRIMARY KEY,
    ended INTEGER NOT NULL,
    found INTEGER NOT NULL  -- of which only so many are kept
) WITHOUT ROWID;

CREATE TABLE outfield_finding (
    job      TEXT NOT NULL REFERENCES outfield_finding_list (job) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    finding  TEXT NOT NULL,  -- as JSON
    PRIMARY KEY (job, position)
) WITHOUT ROWID;

-- By names: a container that was forgotten has still been there.
CREATE TABLE outfield_usage (
    day           INTEGER NOT NULL,  -- since 1970-01-01, in UTC
    configuration TEXT NOT NULL,
    container     TEXT NOT NULL,
    module        TEXT NOT NULL,
    objects       INTEGER NOT NULL,
    bytes         INTEGER NOT NULL,
    PRIMARY KEY (day, configuration, container, module)
) WITHOUT ROWID;
