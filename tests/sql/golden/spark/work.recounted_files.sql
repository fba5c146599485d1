/* Rows of the ledger of files of which records are taken out, with what is left. A file that repeats another keeps its */
/* counts, which are none. */
WITH gone AS (
  SELECT
    uncounted_records.file_sha256,
    COUNT(*) AS record_count
  FROM work.uncounted_records
  GROUP BY
    uncounted_records.file_sha256
)
SELECT
  source_files.record_path,
  source_files.bytes,
  source_files.stat_signature,
  source_files.sha256,
  source_files.format,
  source_files.status,
  source_files.record_count,
  CASE
    WHEN :are_rejected AND source_files.record_count > 0
    THEN source_files.rejected_count - gone.record_count
    ELSE source_files.rejected_count
  END AS rejected_count,
  source_files.run_id,
  source_files.ingested_at,
  source_files.layout,
  CASE
    WHEN source_files.record_count > 0
    THEN source_files.removed_count + gone.record_count
    ELSE source_files.removed_count
  END AS removed_count
FROM main.source_files
INNER JOIN gone
  ON source_files.sha256 = gone.file_sha256
