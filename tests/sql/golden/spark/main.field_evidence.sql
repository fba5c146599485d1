/* Every candidate of every record. Chosen are those of the record behind the current version. */
SELECT
  article_records.article_id,
  article_records.record_path,
  article_records.record_index,
  field_evidence.field,
  field_evidence.value,
  field_evidence.method,
  field_evidence.confidence,
  field_evidence.is_chosen AND NOT article_versions.record_key IS NULL AS is_chosen,
  field_evidence.note
FROM staging.field_evidence
INNER JOIN main.article_records
  ON field_evidence.record_key = article_records.record_key
LEFT JOIN staging.article_versions
  ON field_evidence.record_key = article_versions.record_key
  AND article_versions.is_latest
