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
), alike AS (
  SELECT
    lefts.cluster_id,
    LEAST(lefts.publisher_id, rights.publisher_id) AS one_publisher_id,
    GREATEST(lefts.publisher_id, rights.publisher_id) AS other_publisher_id,
    MAX(article_pairs.containment) AS containment
  FROM dedup.article_pairs
  INNER JOIN main.articles AS lefts
    ON article_pairs.left_article_id = lefts.article_id
  INNER JOIN main.articles AS rights
    ON article_pairs.right_article_id = rights.article_id
    AND lefts.cluster_id = rights.cluster_id
  WHERE
    lefts.publisher_id <> rights.publisher_id
  GROUP BY
    lefts.cluster_id,
    LEAST(lefts.publisher_id, rights.publisher_id),
    GREATEST(lefts.publisher_id, rights.publisher_id)
), flows AS (
  SELECT
    sources.publisher_id AS source_publisher_id,
    copiers.publisher_id AS copying_publisher_id,
    COUNT(*) AS copied_texts,
    CAST(SUM(sources.is_wire) AS BIGINT) AS wire_texts,
    MEDIAN(DATEDIFF(SECOND, sources.first_at, copiers.first_at) / CAST(3600 AS DOUBLE)) AS median_hours,
    AVG(CAST(ROUND(alike.containment * 10000) AS BIGINT)) /* in whole units of its last decimal: a sum of fractions depends on their order */ / CAST(10000 AS DOUBLE) AS mean_containment
  FROM carried AS sources
  INNER JOIN carried AS copiers
    ON sources.cluster_id = copiers.cluster_id
    AND sources.publisher_id <> copiers.publisher_id
  LEFT JOIN alike
    ON sources.cluster_id = alike.cluster_id
    AND LEAST(sources.publisher_id, copiers.publisher_id) = alike.one_publisher_id
    AND GREATEST(sources.publisher_id, copiers.publisher_id) = alike.other_publisher_id
  WHERE
    sources.first_latest < copiers.first_earliest
  GROUP BY
    sources.publisher_id,
    copiers.publisher_id
)
SELECT
  flows.source_publisher_id,
  flows.copying_publisher_id,
  sources.publisher_name AS source_publisher_name,
  copiers.publisher_name AS copying_publisher_name,
  flows.copied_texts,
  flows.wire_texts,
  flows.median_hours,
  flows.mean_containment
FROM flows
LEFT JOIN main.publishers AS sources
  ON flows.source_publisher_id = sources.publisher_id
LEFT JOIN main.publishers AS copiers
  ON flows.copying_publisher_id = copiers.publisher_id
