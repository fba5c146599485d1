/* Every candidate of every record. Chosen are those of the record behind the current version; the note says so where a */
/* record chose one and is another version, and where a declared URL is not believed because others declare it. Where */
/* the list of outlets names the publisher, its line is the candidate chosen, with those that say the same. */
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
  COALESCE(candidates.is_chosen, FALSE)
  AND NOT article_versions.record_key IS NULL
  AND (
    publisher_groups.line IS NULL
    OR candidates.value IN (publisher_groups.publisher_id, publisher_groups.publisher_name)
  ) AS is_chosen,
  CASE
    WHEN candidates.is_chosen AND article_versions.record_key IS NULL
    THEN COALESCE(candidates.note || '; ', '') || 'chosen in a record that is not the current version'
    WHEN candidates.is_chosen
    AND NOT candidates.value IN (publisher_groups.publisher_id, publisher_groups.publisher_name)
    THEN COALESCE(candidates.note || '; ', '') || 'outweighed by person'
    ELSE candidates.note
  END AS note
FROM candidates
INNER JOIN main.article_records
  ON candidates.record_key = article_records.record_key
LEFT JOIN staging.article_versions
  ON candidates.record_key = article_versions.record_key
  AND article_versions.is_latest
LEFT JOIN staging.current_articles
  ON candidates.record_key = current_articles.record_key
  AND candidates.field = 'publisher'
  AND current_articles.publisher_method = 'person'
LEFT JOIN main.publisher_groups
  ON current_articles.publisher_id = publisher_groups.publisher_id
UNION ALL
SELECT
  article_records.article_id,
  article_records.record_path,
  article_records.record_index,
  'publisher' AS field,
  publisher_groups.publisher_name AS value,
  'person' AS method,
  1.0 AS confidence,
  TRUE AS is_chosen,
  '_publishers.csv, line ' || publisher_groups.line || ': ' || publisher_groups.publisher_id AS note
FROM staging.current_articles
INNER JOIN main.publisher_groups
  ON current_articles.publisher_id = publisher_groups.publisher_id
INNER JOIN main.article_records
  ON current_articles.record_key = article_records.record_key
WHERE
  current_articles.publisher_method = 'person'
