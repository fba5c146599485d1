/* Every candidate of every record. Chosen are those of the record behind the current version; the note says so where a */
/* record chose one and is another version, where a declared URL is not believed because others declare it, and where */
/* other pages of the host state a title too. Where the list of outlets names the publisher, its line is the candidate */
/* chosen, with those that say the same. */
WITH of_records AS (
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
), of_hosts AS (
  SELECT
    of_records.record_key,
    of_records.field,
    of_records.value,
    of_records.method,
    of_records.confidence,
    of_records.is_chosen,
    of_records.note,
    replaced_titles.title AS new_title,
    replaced_titles.method AS new_method,
    replaced_titles.stated_method,
    replaced_titles.note AS new_note,
    CASE
      WHEN NOT shared_titles.page_count IS NULL
      THEN 'shared by ' || CAST(shared_titles.page_count - 1 AS STRING) || ' other pages of ' || shared_titles.publisher_domain
      WHEN of_records.value = replaced_titles.title
      THEN 'says the same as the chosen one'
      ELSE 'outweighed by ' || replaced_titles.method
    END AS reason
  FROM of_records
  LEFT JOIN staging.replaced_titles
    ON of_records.record_key = replaced_titles.record_key AND of_records.field = 'title'
  LEFT JOIN staging.shared_titles
    ON replaced_titles.publisher_domain = shared_titles.publisher_domain
    AND replaced_titles.stated_title = shared_titles.stated_title
    AND of_records.value = shared_titles.title
), candidates AS (
  SELECT
    of_hosts.record_key,
    of_hosts.field,
    of_hosts.value,
    of_hosts.method,
    of_hosts.confidence,
    CASE
      WHEN of_hosts.new_title IS NULL
      THEN of_hosts.is_chosen
      ELSE of_hosts.value = of_hosts.new_title AND of_hosts.method = of_hosts.new_method
    END AS is_chosen,
    CASE
      WHEN of_hosts.new_title IS NULL OR of_hosts.confidence = 0
      THEN of_hosts.note
      WHEN of_hosts.value = of_hosts.new_title AND of_hosts.method = of_hosts.new_method
      THEN of_hosts.new_note
      WHEN of_hosts.is_chosen
      THEN COALESCE(of_hosts.note || '; ', '') || of_hosts.reason
      ELSE REPLACE(
        REPLACE(
          REPLACE(of_hosts.note, 'outweighed by ' || of_hosts.stated_method, of_hosts.reason),
          'says the same as the chosen one',
          of_hosts.reason
        ),
        'the chosen one with more around it',
        of_hosts.reason
      )
    END AS note
  FROM of_hosts
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
