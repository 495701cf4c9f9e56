-- Storage configurations and containers as records: external.storage.configuration and external.storage.container are
-- read and searched here, and changed by StorageConfigurations and StorageContainers. A secret is no column: only
-- whether it is set.

-- The models of the installed modules get their tables when modules are installed; a view needs this one before.
CREATE TABLE IF NOT EXISTS ir_module_module (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    create_date TEXT NOT NULL,
    write_date  TEXT NOT NULL,
    create_uid  INTEGER,
    write_uid   INTEGER,
    name        TEXT
);

CREATE VIEW external_storage_configuration AS
SELECT c.id,
       CAST(NULL AS TEXT) AS create_date,
       CAST(NULL AS TEXT) AS write_date,
       CAST(NULL AS INTEGER) AS create_uid,
       CAST(NULL AS INTEGER) AS write_uid,
       c.name,
       c.kind,
       c.is_default,
       (SELECT s.value FROM outfield_setting AS s WHERE s.configuration = c.id AND s.is_sealed = 0 AND s.name = 'url') AS "url",
       (SELECT s.value FROM outfield_setting AS s WHERE s.configuration = c.id AND s.is_sealed = 0 AND s.name = 'public_url') AS "public_url",
       (SELECT s.value FROM outfield_setting AS s WHERE s.configuration = c.id AND s.is_sealed = 0 AND s.name = 'path') AS "path",
       (SELECT s.value FROM outfield_setting AS s WHERE s.configuration = c.id AND s.is_sealed = 0 AND s.name = 'email') AS "email",
       (SELECT s.value FROM outfield_setting AS s WHERE s.configuration = c.id AND s.is_sealed = 0 AND s.name = 'username') AS "username",
       (SELECT s.value FROM outfield_setting AS s WHERE s.configuration = c.id AND s.is_sealed = 0 AND s.name = 'access_key_id') AS "access_key_id",
       (SELECT s.value FROM outfield_setting AS s WHERE s.configuration = c.id AND s.is_sealed = 0 AND s.name = 'region') AS "region",
       (SELECT s.value FROM outfield_setting AS s WHERE s.configuration = c.id AND s.is_sealed = 0 AND s.name = 'addressing') AS "addressing",
       (SELECT s.value FROM outfield_setting AS s WHERE s.configuration = c.id AND s.is_sealed = 0 AND s.name = 'tls') AS "tls",
       (SELECT s.value FROM outfield_setting AS s WHERE s.configuration = c.id AND s.is_sealed = 0 AND s.name = 'tls_verify') AS "tls_verify",
       (SELECT s.value FROM outfield_setting AS s WHERE s.configuration = c.id AND s.is_sealed = 0 AND s.name = 'ca_file') AS "ca_file",
       (SELECT s.value FROM outfield_setting AS s WHERE s.configuration = c.id AND s.is_sealed = 0 AND s.name = 'connections') AS "connections",
       (SELECT s.value FROM outfield_setting AS s WHERE s.configuration = c.id AND s.is_sealed = 0 AND s.name = 'connect_timeout') AS "connect_timeout",
       (SELECT s.value FROM outfield_setting AS s WHERE s.configuration = c.id AND s.is_sealed = 0 AND s.name = 'idle_timeout') AS "idle_timeout",
       (SELECT s.value FROM outfield_setting AS s WHERE s.configuration = c.id AND s.is_sealed = 0 AND s.name = 'control_timeout') AS "control_timeout",
       (SELECT s.value FROM outfield_setting AS s WHERE s.configuration = c.id AND s.is_sealed = 0 AND s.name = 'attempts') AS "attempts",
       (SELECT s.value FROM outfield_setting AS s WHERE s.configuration = c.id AND s.is_sealed = 0 AND s.name = 'breaker') AS "breaker",
       (SELECT s.value FROM outfield_setting AS s WHERE s.configuration = c.id AND s.is_sealed = 0 AND s.name = 'breaker_pause') AS "breaker_pause",
       (SELECT s.value FROM outfield_setting AS s WHERE s.configuration = c.id AND s.is_sealed = 0 AND s.name = 'verify') AS "verify",
       (SELECT s.value FROM outfield_setting AS s WHERE s.configuration = c.id AND s.is_sealed = 0 AND s.name = 'multipart') AS "multipart",
       (SELECT s.value FROM outfield_setting AS s WHERE s.configuration = c.id AND s.is_sealed = 0 AND s.name = 'multipart_threshold') AS "multipart_threshold",
       (SELECT s.value FROM outfield_setting AS s WHERE s.configuration = c.id AND s.is_sealed = 0 AND s.name = 'part_size') AS "part_size",
       (SELECT s.value FROM outfield_setting AS s WHERE s.configuration = c.id AND s.is_sealed = 0 AND s.name = 'parallel_parts') AS "parallel_parts",
       CAST(NULL AS TEXT) AS "secret_access_key",
       (SELECT count(*) FROM outfield_setting AS s WHERE s.configuration = c.id AND s.is_sealed = 1 AND s.name = 'secret_access_key') AS "secret_access_key_is_set",
       CAST(NULL AS TEXT) AS "session_token",
       (SELECT count(*) FROM outfield_setting AS s WHERE s.configuration = c.id AND s.is_sealed = 1 AND s.name = 'session_token') AS "session_token_is_set",
       CAST(NULL AS TEXT) AS "password",
       (SELECT count(*) FROM outfield_setting AS s WHERE s.configuration = c.id AND s.is_sealed = 1 AND s.name = 'password') AS "password_is_set"
FROM outfield_configuration AS c;

CREATE VIEW external_storage_container AS
SELECT c.id,
       CAST(NULL AS TEXT) AS create_date,
       CAST(NULL AS TEXT) AS write_date,
       CAST(NULL AS INTEGER) AS create_uid,
       CAST(NULL AS INTEGER) AS write_uid,
       c.name,
       c.configuration AS configuration_id,
       o.kind,
       c.key_prefix,
       c.retention,
       c.state AS vanished,
       CASE c.origin WHEN 0 THEN 'synchronised' WHEN 1 THEN 'created' ELSE 'entered' END AS origin,
       c.is_foreign,
       c.presigned,
       (SELECT count(*) FROM outfield_blob AS b WHERE b.container = c.id AND b.state = 1) AS live,
       (SELECT CAST(coalesce(sum(b.size), 0) AS INTEGER) FROM outfield_blob AS b WHERE b.container = c.id AND b.state = 1) AS live_bytes,
       (SELECT count(*) FROM outfield_blob AS b WHERE b.container = c.id AND b.state = 2) AS condemned,
       (SELECT CAST(coalesce(sum(b.size), 0) AS INTEGER) FROM outfield_blob AS b WHERE b.container = c.id AND b.state = 2) AS condemned_bytes,
       (SELECT count(*) FROM outfield_blob AS b WHERE b.container = c.id AND b.state IN (0, 3)) AS reserved
FROM outfield_container AS c JOIN outfield_configuration AS o ON o.id = c.configuration;

-- The links of the field module_ids.
CREATE VIEW external_storage_container__module_ids AS
SELECT a.container AS record, m.id AS target
FROM outfield_container_module AS a JOIN ir_module_module AS m ON m.name = a.module;
