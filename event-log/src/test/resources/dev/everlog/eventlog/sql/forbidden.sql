SELECT * FROM read_text('/etc/passwd')
---
SELECT * FROM READ_TEXT('/etc/passwd')
---
SELECT * FROM "read_text"('/etc/passwd')
---
SELECT * FROM main.read_text('/etc/passwd')
---
SELECT * FROM system.main.read_text('/etc/passwd')
---
SELECT * FROM read_blob('/etc/passwd')
---
SELECT * FROM read_csv('/etc/passwd')
---
SELECT * FROM read_csv_auto('/etc/passwd')
---
SELECT * FROM read_json('/etc/passwd')
---
SELECT * FROM read_ndjson_objects('/etc/passwd')
---
SELECT * FROM read_parquet('/tmp/*.parquet')
---
SELECT * FROM parquet_scan('/tmp/*.parquet')
---
SELECT * FROM parquet_metadata('/tmp/x.parquet')
---
SELECT * FROM parquet_kv_metadata('/tmp/x.parquet')
---
SELECT * FROM read_duckdb('/tmp/x.db')
---
SELECT * FROM sniff_csv('/etc/passwd')
---
SELECT * FROM glob('/**')
---
SELECT * FROM 'x.parquet'
---
SELECT * FROM '/etc/passwd'
---
SELECT * FROM "/etc/passwd"
---
SELECT * FROM 'https://example.com/x.csv'
---
SELECT * FROM 's3://bucket/x.parquet'
---
FROM 'x.csv'
---
SELECT * FROM events, 'x.csv'
---
SELECT * FROM events WHERE subject IN (SELECT content FROM read_text('/etc/passwd'))
---
SELECT (SELECT content FROM read_text('/etc/passwd'))
---
SELECT 1 UNION SELECT content FROM read_text('/etc/passwd')
---
WITH a AS (SELECT * FROM read_text('/etc/passwd')) SELECT * FROM a
---
SELECT * FROM (VALUES ((SELECT max(content) FROM read_text('/etc/passwd')))) v
---
SELECT * FROM events ORDER BY (SELECT max(content) FROM read_text('/etc/passwd'))
---
SELECT * FROM events LIMIT (SELECT count(*) FROM glob('/*'))
---
SELECT list_transform([1], lambda x: (SELECT max(content) FROM read_text('/etc/passwd')))
---
SELECT count(*) FILTER (WHERE getvariable('x') = 1) FROM events
---
SELECT sum(position) OVER (PARTITION BY current_setting('threads')) FROM events
---
COPY events TO '/tmp/x.csv'
---
COPY (SELECT * FROM events) TO '/tmp/x.parquet' (FORMAT parquet)
---
COPY events FROM '/etc/passwd'
---
EXPORT DATABASE '/tmp/x'
---
IMPORT DATABASE '/tmp/x'
---
ATTACH '/tmp/x.db' AS x
---
DETACH memory
---
USE memory
---
INSERT INTO events VALUES (1)
---
UPDATE events SET subject = 'a/b'
---
DELETE FROM events
---
TRUNCATE events
---
MERGE INTO events USING events e ON true WHEN MATCHED THEN DELETE
---
CREATE TABLE x AS SELECT 1
---
CREATE TEMP VIEW x AS SELECT 1
---
CREATE MACRO f() AS TABLE SELECT * FROM read_text('/etc/passwd')
---
CREATE SECRET s (TYPE s3)
---
DROP VIEW events
---
ALTER TABLE events RENAME TO e
---
SELECT 1; SELECT 2
---
SELECT 1; DROP VIEW events
---
SELECT 1 -- harmless\u000a; DROP VIEW events
---
SELECT 1 /* ; */; DROP VIEW events
---
SELECT 1 /* /* */ */; COPY events TO '/tmp/x' --
---
SELECT 1;\u00a0COPY events TO '/tmp/x'
---
\uff33\uff25\uff2c\uff25\uff23\uff34 1
---
SELECT * FROM re\u200bad_text('/etc/passwd')
---
SELECT * FROM \uff52ead_text('/etc/passwd')
---
SELECT * FROM event\u017f
---
SELECT * FROM duckdb_settings()
---
SELECT * FROM duckdb_tables()
---
SELECT * FROM duckdb_secrets()
---
SELECT * FROM duckdb_functions()
---
SELECT * FROM duckdb_extensions()
---
SELECT * FROM duckdb_temporary_files()
---
SELECT * FROM duckdb_views
---
SELECT * FROM information_schema.tables
---
SELECT * FROM information_schema.schemata
---
SELECT * FROM pg_catalog.pg_namespace
---
SELECT * FROM pg_tables
---
SELECT * FROM sqlite_master
---
SELECT * FROM temp.main.events
---
SELECT * FROM main.events
---
SELECT * FROM pragma_table_info('events')
---
SELECT * FROM pragma_version()
---
SELECT * FROM pragma_storage_info('events')
---
SELECT * FROM pragma_database_size()
---
PRAGMA database_list
---
PRAGMA version
---
SHOW TABLES
---
SHOW ALL TABLES
---
DESCRIBE events
---
SUMMARIZE events
---
SELECT * FROM (DESCRIBE events)
---
SELECT * FROM (SHOW ALL TABLES)
---
SET threads = 4
---
SET enable_external_access = true
---
RESET memory_limit
---
SET VARIABLE x = 1
---
SELECT current_setting('temp_directory')
---
SELECT getvariable('x')
---
SELECT getenv('HOME')
---
SELECT current_user
---
SELECT user
---
SELECT current_schema()
---
SELECT current_schemas(true)
---
SELECT version()
---
SELECT current_query()
---
SELECT in_search_path('memory', 'main')
---
SELECT has_table_privilege('events', 'select')
---
SELECT pg_get_viewdef(1)
---
SELECT * FROM query('SELECT 1')
---
SELECT * FROM query('COPY events TO ''/tmp/x''')
---
SELECT * FROM query_table('events')
---
SELECT * FROM query_table(['duckdb_tables'])
---
SELECT * FROM json_execute_serialized_sql(json_serialize_sql('SELECT 1'))
---
SELECT json_serialize_plan('SELECT * FROM duckdb_tables()')
---
SELECT json_serialize_sql('SELECT 1')
---
PREPARE p AS SELECT 1
---
EXECUTE p
---
EXPLAIN SELECT 1
---
EXPLAIN ANALYZE COPY events TO '/tmp/x'
---
CALL pragma_version()
---
CALL query('SELECT 1')
---
LOAD httpfs
---
INSTALL httpfs
---
BEGIN TRANSACTION
---
CHECKPOINT
---
VACUUM
---
SELECT * FROM force_checkpoint()
---
SELECT * FROM enable_logging()
---
SELECT write_log('x')
---
SELECT * FROM duckdb_logs
---
SELECT sleep_ms(100000)
---
SELECT pg_sleep(100)
---
SELECT nextval('x')
---
SELECT setseed(0.5)
---
SELECT random()
---
SELECT uuid()
---
SELECT gen_random_uuid()
---
SELECT now()
---
SELECT today()
---
SELECT current_date
---
SELECT current_timestamp
---
SELECT ago(INTERVAL 1 DAY)
---
SELECT list_aggregate([1, 2], 'reservoir_quantile', 0.5)
---
SELECT stats(position) FROM events
---
SELECT vector_type(subject) FROM events
---
SELECT * FROM test_all_types()
---
SELECT * FROM arrow_scan(1, 2, 3)
---
SELECT * FROM seq_scan('events')
---
SELECT * FROM repeat_row(1, num_rows = 10)
---
SELECT * FROM events USING SAMPLE 10%
---
SELECT * FROM events TABLESAMPLE reservoir(2)
---
SELECT * FROM events AT (VERSION => 1)
---
SELECT CAST(1 AS main.x)
---
PIVOT events ON type USING count(*)
---
WITH sqlite_master AS (SELECT * FROM sqlite_master) SELECT * FROM sqlite_master
---
SELECT * FROM (WITH duckdb_views AS (SELECT 1) SELECT * FROM duckdb_views) x, duckdb_views
---
WITH a AS (SELECT * FROM duckdb_tables), duckdb_tables AS (SELECT 1) SELECT * FROM a
---
SELECT (WITH pg_tables AS (SELECT 1 AS x) SELECT x FROM pg_tables), (SELECT count(*) FROM pg_tables)
---
SELECT * FROM ?
---
SELECT * FROM read_text(?)
---
SELECT $name
---
SELECT ?
