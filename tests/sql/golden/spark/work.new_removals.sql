/* Records that a tombstone names, each with the first that does, and the articles it was of or may be of. A record */
/* whose declared URL is believed belongs to the article of that URL, else to its own. */
WITH records AS (
  SELECT
    articles.record_key,
    articles.record_path,
    articles.record_index,
    articles.file_sha256,
    articles.content_hash,
    articles.article_id AS stored_article_id,
    url_claims.own_article_id,
    url_claims.declared_article_id,
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
    tombstones.kind,
    tombstones.key
  FROM records
  INNER JOIN work.tombstones
    ON tombstones.kind = 'article' AND records.article_id = tombstones.key
  UNION ALL
  SELECT
    records.record_key,
    tombstones.kind,
    tombstones.key
  FROM records
  INNER JOIN work.tombstones
    ON tombstones.kind = 'content' AND records.content_hash = tombstones.key
  UNION ALL
  SELECT
    records.record_key,
    tombstones.kind,
    tombstones.key
  FROM records
  INNER JOIN work.tombstones
    ON tombstones.kind = 'bytes' AND records.file_sha256 = tombstones.key
  UNION ALL
  SELECT
    records.record_key,
    removed_paths.kind,
    removed_paths.key
  FROM records
  INNER JOIN work.removed_paths
    ON records.record_path = removed_paths.record_path
    AND records.record_index = COALESCE(removed_paths.record_index, records.record_index)
), ranked AS (
  SELECT
    named.record_key,
    named.kind,
    named.key,
    ROW_NUMBER() OVER (
      PARTITION BY named.record_key
      ORDER BY named.kind ASC NULLS LAST, named.key ASC NULLS LAST
    ) AS reason_rank
  FROM named
)
SELECT
  records.record_key,
  records.file_sha256,
  records.stored_article_id,
  records.own_article_id,
  records.declared_article_id,
  ranked.kind,
  ranked.key
FROM records
INNER JOIN ranked
  ON records.record_key = ranked.record_key AND ranked.reason_rank = 1
