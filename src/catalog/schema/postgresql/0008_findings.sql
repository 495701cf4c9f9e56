-- What the last run of a job has found, and how much there was on each day: for the administrator's page.
CREATE TABLE outfield_finding_list (
    job   TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    ended BIGINT NOT NULL,
    found BIGINT NOT NULL  -- of which only so many are kept
);

CREATE TABLE outfield_finding (
    job      TEXT COLLATE "C" NOT NULL REFERENCES outfield_finding_list (job) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    finding  TEXT NOT NULL,  -- as JSON
    PRIMARY KEY (job, position)
);

-- By names: a container that was forgotten has still been there.
CREATE TABLE outfield_usage (
    day           BIGINT NOT NULL,  -- since 1970-01-01, in UTC
    configuration TEXT COLLATE "C" NOT NULL,
    container     TEXT COLLATE "C" NOT NULL,
    module        TEXT COLLATE "C" NOT NULL,
    objects       BIGINT NOT NULL,
    bytes         BIGINT NOT NULL,
    PRIMARY KEY (day, configuration, container, module)
);
