/* For each ordered pair of publishers: the texts that the second carried later, with the delay and the containment. */
WITH carried AS (
  SELECT
    articles.publisher_id,
    articles.cluster_id,
    MIN(articles.published_earliest) AS first_earliest,
    MIN(articles.published_latest) AS first_latest,
    MIN(articles.published_at) AS first_at,
    MAX(CASE WHEN articles.is_wire_copy THEN 1 ELSE 0 END) AS is_wire
  FROM main.articles
  WHERE
    NOT articles.publisher_id IS NULL
  GROUP BY
    articles.publisher_id,
    articles.cluster_id
  HAVING
    COUNT(*) = COUNT(articles.published_latest)
), shared_texts AS (
  SELECT
    article_copies.cluster_id,
    article_copies.publisher_id AS source_publisher_id,
    article_copies.copy_publisher_id AS copying_publisher_id,
    MAX(article_copies.containment) AS containment
  FROM main.article_copies
  WHERE
    article_copies.publisher_id <> article_copies.copy_publisher_id
  GROUP BY
    article_copies.cluster_id,
    article_copies.publisher_id,
    article_copies.copy_publisher_id
)
SELECT
  sources.publisher_id AS source_publisher_id,
  copiers.publisher_id AS copying_publisher_id,
  COUNT(*) AS copied_texts,
  CAST(SUM(sources.is_wire) AS BIGINT) AS wire_texts,
  MEDIAN(DATEDIFF(SECOND, sources.first_at, copiers.first_at) / 3600.0) AS median_hours,
  AVG(shared_texts.containment) AS mean_containment
FROM carried AS sources
INNER JOIN carried AS copiers
  ON sources.cluster_id = copiers.cluster_id
  AND sources.publisher_id <> copiers.publisher_id
LEFT JOIN shared_texts
  ON sources.cluster_id = shared_texts.cluster_id
  AND sources.publisher_id = shared_texts.source_publisher_id
  AND copiers.publisher_id = shared_texts.copying_publisher_id
WHERE
  sources.first_latest < copiers.first_earliest
GROUP BY
  sources.publisher_id,
  copiers.publisher_id
