COPY (SELECT 1) TO 'DIR/stolen.csv'
---
COPY (SELECT 1) TO 'DIR/file.csv'
---
COPY (SELECT 1) TO 'DIR/stolen.parquet' (FORMAT parquet)
---
COPY (SELECT 1 AS a, 2 AS b) TO 'DIR' (FORMAT csv, PARTITION_BY (a))
---
EXPORT DATABASE 'DIR/all'
---
ATTACH 'DIR/x.db' AS x
---
ATTACH 'DIR/file.csv' AS x (READ_ONLY)
---
SELECT * FROM read_text('DIR/file.csv')
---
SELECT * FROM read_csv('DIR/file.csv')
---
SELECT * FROM 'DIR/file.csv'
---
SELECT * FROM glob('DIR/*')
---
SELECT * FROM sniff_csv('DIR/file.csv')
---
SELECT * FROM read_csv('https://example.com/x.csv')
---
SET enable_external_access = true
---
SET allowed_directories = ['DIR']
---
SET allowed_paths = ['DIR/file.csv']
---
SET temp_directory = 'DIR'
---
SET lock_configuration = false
---
SET memory_limit = '100GB'
---
SET threads = 64
---
SET autoload_known_extensions = true
---
SET home_directory = 'DIR'
---
INSTALL httpfs
---
LOAD httpfs
---
LOAD 'DIR/file.csv'
