/* Rows of the ledger that go because their file was taken out: by its path, by its bytes, or because all its records */
/* were. */
WITH emptied AS (
  SELECT
    source_files.sha256
  FROM main.source_files
  WHERE
    NOT source_files.sha256 IS NULL
  GROUP BY
    source_files.sha256
  HAVING
    MAX(source_files.removed_count) > 0
    AND MAX(source_files.record_count) = MAX(source_files.removed_count)
), by_path AS (
  SELECT DISTINCT
    removed_paths.record_path
  FROM work.removed_paths
  WHERE
    removed_paths.record_index IS NULL
)
SELECT
  source_files.record_path,
  source_files.sha256,
  source_files.stat_signature,
  NOT by_path.record_path IS NULL AS is_by_path
FROM main.source_files
LEFT JOIN by_path
  ON source_files.record_path = by_path.record_path
LEFT JOIN emptied
  ON source_files.sha256 = emptied.sha256
LEFT JOIN work.tombstones
  ON tombstones.kind = 'bytes' AND source_files.sha256 = tombstones.key
WHERE
  NOT by_path.record_path IS NULL
  OR NOT emptied.sha256 IS NULL
  OR NOT tombstones.key IS NULL
