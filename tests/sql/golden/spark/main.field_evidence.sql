/* Every candidate of every record. Chosen are those of the record behind the current version; the note says so where a */
/* record chose one and is another version, and where a declared URL is not believed because others declare it. */
WITH candidates AS (
  SELECT
    field_evidence.record_key,
    field_evidence.field,
    field_evidence.value,
    field_evidence.method,
    field_evidence.confidence,
    CASE
      WHEN url_claims.refusal IS NULL OR field_evidence.field <> 'canonical_url'
      THEN field_evidence.is_chosen
      ELSE field_evidence.method = url_claims.own_url_method
      AND field_evidence.value = SUBSTRING(url_claims.own_url, 1, 1000)
    END AS is_chosen,
    CASE
      WHEN url_claims.refusal IS NULL OR field_evidence.field <> 'canonical_url'
      THEN field_evidence.note
      WHEN field_evidence.is_chosen OR field_evidence.value = url_claims.declared_url
      THEN url_claims.refusal
      WHEN field_evidence.method = url_claims.own_url_method
      AND field_evidence.value = SUBSTRING(url_claims.own_url, 1, 1000)
      THEN NULL
      ELSE field_evidence.note
    END AS note
  FROM staging.field_evidence
  LEFT JOIN staging.url_claims
    ON field_evidence.record_key = url_claims.record_key
)
SELECT
  article_records.article_id,
  article_records.record_path,
  article_records.record_index,
  candidates.field,
  candidates.value,
  candidates.method,
  candidates.confidence,
  COALESCE(candidates.is_chosen, FALSE) AND NOT article_versions.record_key IS NULL AS is_chosen,
  CASE
    WHEN candidates.is_chosen AND article_versions.record_key IS NULL
    THEN COALESCE(candidates.note || '; ', '') || 'chosen in a record that is not the current version'
    ELSE candidates.note
  END AS note
FROM candidates
INNER JOIN main.article_records
  ON candidates.record_key = article_records.record_key
LEFT JOIN staging.article_versions
  ON candidates.record_key = article_versions.record_key
  AND article_versions.is_latest
