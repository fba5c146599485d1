/* Raw files that differ from the ledger. */
WITH held AS (
  SELECT
    source_files.record_path,
    source_files.stat_signature,
    source_files.status
  FROM main.source_files
  WHERE
    source_files.status <> 'superseded'
)
SELECT
  listing.record_path,
  'new' AS change
FROM work.listing
LEFT JOIN held
  ON listing.record_path = held.record_path
  AND listing.stat_signature = held.stat_signature
  AND held.status <> 'waiting'
WHERE
  held.record_path IS NULL
UNION ALL
SELECT DISTINCT
  held.record_path,
  'vanished' AS change
FROM held
LEFT JOIN work.listing
  ON held.record_path = listing.record_path
WHERE
  listing.record_path IS NULL
UNION ALL
SELECT
  held.record_path,
  'rejecting' AS change
FROM held
INNER JOIN work.listing
  ON held.record_path = listing.record_path
WHERE
  held.status IN ('partial', 'failed')
