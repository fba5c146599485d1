/* Rejected records, and files that could not be read, that a tombstone names. */
WITH by_path AS (
  SELECT DISTINCT
    removed_paths.record_path
  FROM work.removed_paths
  WHERE
    removed_paths.record_index IS NULL
)
SELECT
  rejections.record_path,
  rejections.record_index,
  rejections.file_sha256,
  CASE
    WHEN NOT by_path.record_path IS NULL
    THEN 'path'
    WHEN NOT removed_paths.record_path IS NULL
    THEN 'record'
    ELSE 'bytes'
  END AS kind
FROM main.rejections
LEFT JOIN by_path
  ON rejections.record_path = by_path.record_path
LEFT JOIN work.removed_paths
  ON rejections.record_path = removed_paths.record_path
  AND rejections.record_index = removed_paths.record_index
LEFT JOIN work.tombstones
  ON tombstones.kind = 'bytes' AND rejections.file_sha256 = tombstones.key
WHERE
  NOT by_path.record_path IS NULL
  OR NOT removed_paths.record_path IS NULL
  OR NOT tombstones.key IS NULL
