/* Articles whose text another publisher certainly had before, beside the article that is known to have had it first. */
WITH placed AS (
  SELECT
    articles.article_id,
    articles.cluster_id,
    articles.publisher_id,
    articles.published_latest,
    ROW_NUMBER() OVER (
      PARTITION BY articles.cluster_id
      ORDER BY articles.published_latest ASC NULLS LAST, articles.article_id ASC NULLS LAST
    ) AS position
  FROM main.articles
  INNER JOIN main.duplicate_clusters
    ON articles.cluster_id = duplicate_clusters.cluster_id
  WHERE
    duplicate_clusters.publisher_count > 1
    AND NOT articles.publisher_id IS NULL
    AND NOT articles.published_latest IS NULL
), copies AS (
  SELECT
    articles.article_id,
    articles.title,
    articles.publisher_id,
    articles.published_date,
    articles.cluster_id,
    articles.is_wire_copy,
    articles.agency,
    LOWER(
      COALESCE(articles.title, '') || ' ' || COALESCE(ARRAY_JOIN(articles.authors, ' '), '') || ' ' || COALESCE(articles.body, '')
    ) AS words,
    placed.article_id AS source_article_id,
    placed.publisher_id AS source_publisher_id,
    DATEDIFF(SECOND, placed.published_latest, articles.published_earliest) / CAST(3600 AS DOUBLE) AS least_hours_later
  FROM placed
  INNER JOIN main.articles
    ON placed.cluster_id = articles.cluster_id
    AND placed.publisher_id <> articles.publisher_id
    AND placed.published_latest < articles.published_earliest
  WHERE
    placed.position = 1
)
SELECT
  copies.article_id,
  copies.title,
  copies.publisher_id,
  publishers.publisher_name,
  copies.published_date,
  copies.cluster_id,
  copies.source_article_id,
  copies.source_publisher_id,
  sources.publisher_name AS source_publisher_name,
  copies.least_hours_later,
  copies.is_wire_copy,
  copies.agency,
  COALESCE(CONTAINS(copies.words, LOWER(sources.publisher_name)), FALSE)
  OR COALESCE(CONTAINS(copies.words, sources.publisher_domain), FALSE) AS names_source
FROM copies
INNER JOIN main.publishers
  ON copies.publisher_id = publishers.publisher_id
INNER JOIN main.publishers AS sources
  ON copies.source_publisher_id = sources.publisher_id
