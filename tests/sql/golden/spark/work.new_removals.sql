/* Records that a tombstone names, each with the first that does. A record whose declared URL is believed belongs to the */
/* article of that URL, else to its own. */
WITH records AS (
  SELECT
    articles.record_key,
    articles.record_path,
    articles.record_index,
    articles.file_sha256,
    articles.content_hash,
    CASE
      WHEN url_claims.record_key IS NULL
      THEN articles.article_id
      WHEN url_claims.refusal IS NULL
      THEN url_claims.declared_article_id
      ELSE url_claims.own_article_id
    END AS article_id
  FROM staging.articles
  LEFT JOIN staging.url_claims
    ON articles.record_key = url_claims.record_key
), named AS (
  SELECT
    records.record_key,
    records.article_id,
    records.file_sha256,
    tombstones.kind,
    tombstones.key
  FROM records
  INNER JOIN work.tombstones
    ON tombstones.kind = 'article' AND records.article_id = tombstones.key
  UNION ALL
  SELECT
    records.record_key,
    records.article_id,
    records.file_sha256,
    tombstones.kind,
    tombstones.key
  FROM records
  INNER JOIN work.tombstones
    ON tombstones.kind = 'content' AND records.content_hash = tombstones.key
  UNION ALL
  SELECT
    records.record_key,
    records.article_id,
    records.file_sha256,
    tombstones.kind,
    tombstones.key
  FROM records
  INNER JOIN work.tombstones
    ON tombstones.kind = 'bytes' AND records.file_sha256 = tombstones.key
  UNION ALL
  SELECT
    records.record_key,
    records.article_id,
    records.file_sha256,
    removed_paths.kind,
    removed_paths.key
  FROM records
  INNER JOIN work.removed_paths
    ON records.record_path = removed_paths.record_path
    AND records.record_index = COALESCE(removed_paths.record_index, records.record_index)
), ranked AS (
  SELECT
    named.record_key,
    named.article_id,
    named.file_sha256,
    named.kind,
    named.key,
    ROW_NUMBER() OVER (
      PARTITION BY named.record_key
      ORDER BY named.kind ASC NULLS LAST, named.key ASC NULLS LAST
    ) AS reason_rank
  FROM named
)
SELECT
  ranked.record_key,
  ranked.article_id,
  ranked.file_sha256,
  ranked.kind,
  ranked.key
FROM ranked
WHERE
  ranked.reason_rank = 1
