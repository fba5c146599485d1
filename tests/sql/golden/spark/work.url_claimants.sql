/* The records of every URL that several addresses declare, if a record of it is new or gone: those that declare it, and */
/* those that came from there. Each with the address it came from, as the id of the article there, and with the title */
/* that it states, whatever other pages of its host do. */
WITH addresses AS (
  SELECT
    articles.record_key,
    articles.run_id,
    articles.content_hash,
    COALESCE(replaced_titles.stated_content_hash, articles.content_hash) AS stated_hash,
    COALESCE(replaced_titles.stated_title, articles.title) AS title,
    COALESCE(url_claims.own_article_id, articles.article_id) AS address_id,
    COALESCE(
      CASE
        WHEN url_claims.record_key IS NULL
        THEN articles.canonical_url
        ELSE url_claims.own_url
      END,
      articles.record_path
    ) AS place
  FROM staging.articles
  LEFT JOIN staging.url_claims
    ON articles.record_key = url_claims.record_key
  LEFT JOIN staging.replaced_titles
    ON articles.record_key = replaced_titles.record_key
), declared AS (
  SELECT
    url_claims.declared_article_id AS url_id,
    MAX(url_claims.address_count) AS address_count
  FROM staging.url_claims
  GROUP BY
    url_claims.declared_article_id
), claimants AS (
  SELECT
    url_claims.declared_article_id AS url_id,
    addresses.address_id,
    addresses.record_key,
    addresses.run_id,
    addresses.content_hash,
    addresses.stated_hash,
    addresses.title,
    addresses.place
  FROM staging.url_claims
  INNER JOIN addresses
    ON url_claims.record_key = addresses.record_key
  UNION ALL
  SELECT
    declared.url_id,
    addresses.address_id,
    addresses.record_key,
    addresses.run_id,
    addresses.content_hash,
    addresses.stated_hash,
    addresses.title,
    addresses.place
  FROM declared
  INNER JOIN addresses
    ON declared.url_id = addresses.address_id
), counted AS (
  SELECT
    claimants.url_id,
    COUNT(DISTINCT claimants.address_id) AS address_count,
    MAX(CASE WHEN run.is_full OR claimants.run_id = run.run_id THEN 1 ELSE 0 END) AS is_touched
  FROM claimants
  CROSS JOIN work.run
  GROUP BY
    claimants.url_id
)
SELECT
  claimants.url_id,
  claimants.address_id,
  claimants.record_key,
  claimants.content_hash,
  claimants.stated_hash,
  claimants.title,
  claimants.place,
  CAST(counted.address_count AS INT) AS address_count
FROM claimants
INNER JOIN counted
  ON claimants.url_id = counted.url_id
INNER JOIN declared
  ON claimants.url_id = declared.url_id
WHERE
  (
    counted.address_count > 1 AND counted.is_touched = 1
  )
  OR counted.address_count <> declared.address_count
