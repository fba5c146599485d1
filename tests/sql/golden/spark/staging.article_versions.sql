/* Every text an article has had, ranked by what the sources state, never by order of arrival. A record without a body */
/* is no version of an article that has one: a teaser in a feed never replaces the page. */
WITH in_scope AS (
  SELECT
    articles.article_id,
    articles.content_hash,
    articles.text_hash,
    articles.record_key,
    articles.record_path,
    articles.record_index,
    articles.file_sha256,
    articles.modified_at,
    articles.fetched_at,
    articles.published_confidence,
    COUNT(articles.text_hash) OVER (PARTITION BY articles.article_id) AS body_count
  FROM staging.articles
  INNER JOIN work.scope_current_articles
    ON articles.article_id = scope_current_articles.article_id
), records AS (
  SELECT
    in_scope.article_id,
    in_scope.content_hash,
    in_scope.record_key,
    in_scope.modified_at,
    in_scope.fetched_at,
    ROW_NUMBER() OVER (
      PARTITION BY in_scope.article_id, in_scope.content_hash
      ORDER BY in_scope.modified_at DESC, in_scope.fetched_at DESC, in_scope.published_confidence DESC, in_scope.record_path ASC NULLS LAST, in_scope.record_index ASC NULLS LAST, in_scope.file_sha256 ASC NULLS LAST
    ) AS record_rank
  FROM in_scope
  WHERE
    NOT in_scope.text_hash IS NULL OR in_scope.body_count = 0
), texts AS (
  SELECT
    records.article_id,
    records.content_hash,
    records.record_key,
    records.modified_at,
    records.fetched_at
  FROM records
  WHERE
    records.record_rank = 1
), ranked AS (
  SELECT
    texts.article_id,
    texts.content_hash,
    texts.record_key,
    texts.modified_at,
    texts.fetched_at,
    ROW_NUMBER() OVER (
      PARTITION BY texts.article_id
      ORDER BY texts.modified_at ASC, texts.fetched_at ASC, texts.content_hash ASC NULLS LAST
    ) AS version,
    COUNT(*) OVER (PARTITION BY texts.article_id) AS version_count
  FROM texts
)
SELECT
  ranked.article_id,
  CAST(ranked.version AS INT) AS version,
  ranked.content_hash,
  ranked.record_key,
  ranked.version = ranked.version_count AS is_latest,
  ranked.modified_at,
  ranked.fetched_at
FROM ranked
