/* Files whose records became current or ceased to be. The same bytes may be in the raw folder under several names. */
WITH present AS (
  SELECT DISTINCT
    source_files.sha256
  FROM main.source_files
  WHERE
    source_files.status IN ('loaded', 'partial', 'repeated')
)
SELECT DISTINCT
  article_records.file_sha256,
  NOT present.sha256 IS NULL AS is_current
FROM main.article_records
LEFT JOIN present
  ON article_records.file_sha256 = present.sha256
WHERE
  article_records.is_current <> (
    NOT present.sha256 IS NULL
  )
