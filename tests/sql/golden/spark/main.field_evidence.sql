/* Every candidate of every record. Chosen are those of the record behind the current version; the note says so where a */
/* record chose one and is another version. */
SELECT
  article_records.article_id,
  article_records.record_path,
  article_records.record_index,
  field_evidence.field,
  field_evidence.value,
  field_evidence.method,
  field_evidence.confidence,
  field_evidence.is_chosen AND NOT article_versions.record_key IS NULL AS is_chosen,
  CASE
    WHEN field_evidence.is_chosen AND article_versions.record_key IS NULL
    THEN COALESCE(field_evidence.note || '; ', '') || 'chosen in a record that is not the current version'
    ELSE field_evidence.note
  END AS note
FROM staging.field_evidence
INNER JOIN main.article_records
  ON field_evidence.record_key = article_records.record_key
LEFT JOIN staging.article_versions
  ON field_evidence.record_key = article_versions.record_key
  AND article_versions.is_latest
