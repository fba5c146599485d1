/* Pairs of publishers with the texts that both carried, and which of the two certainly had them first. */
WITH carried AS (
  SELECT
    articles.publisher_id,
    articles.cluster_id,
    articles.story_id,
    MIN(articles.published_earliest) AS first_earliest,
    MIN(articles.published_latest) AS first_latest,
    COUNT(*) = COUNT(articles.published_latest) AS is_dated
  FROM main.articles
  WHERE
    NOT articles.publisher_id IS NULL
  GROUP BY
    articles.publisher_id,
    articles.cluster_id,
    articles.story_id
), cluster_pairs AS (
  SELECT
    lefts.publisher_id AS left_publisher_id,
    rights.publisher_id AS right_publisher_id,
    COUNT(*) AS shared_clusters,
    COUNT(
      CASE
        WHEN lefts.is_dated AND rights.is_dated AND lefts.first_latest < rights.first_earliest
        THEN 1
      END
    ) AS left_first_clusters,
    COUNT(
      CASE
        WHEN lefts.is_dated AND rights.is_dated AND rights.first_latest < lefts.first_earliest
        THEN 1
      END
    ) AS right_first_clusters
  FROM carried AS lefts
  INNER JOIN carried AS rights
    ON lefts.cluster_id = rights.cluster_id AND lefts.publisher_id < rights.publisher_id
  GROUP BY
    lefts.publisher_id,
    rights.publisher_id
), in_stories AS (
  SELECT DISTINCT
    carried.publisher_id,
    carried.story_id
  FROM carried
), story_pairs AS (
  SELECT
    lefts.publisher_id AS left_publisher_id,
    rights.publisher_id AS right_publisher_id,
    COUNT(*) AS shared_stories
  FROM in_stories AS lefts
  INNER JOIN in_stories AS rights
    ON lefts.story_id = rights.story_id AND lefts.publisher_id < rights.publisher_id
  GROUP BY
    lefts.publisher_id,
    rights.publisher_id
)
SELECT
  story_pairs.left_publisher_id,
  story_pairs.right_publisher_id,
  left_publishers.publisher_name AS left_publisher_name,
  right_publishers.publisher_name AS right_publisher_name,
  COALESCE(cluster_pairs.shared_clusters, 0) AS shared_clusters,
  story_pairs.shared_stories,
  COALESCE(cluster_pairs.left_first_clusters, 0) AS left_first_clusters,
  COALESCE(cluster_pairs.right_first_clusters, 0) AS right_first_clusters
FROM story_pairs
LEFT JOIN cluster_pairs
  ON story_pairs.left_publisher_id = cluster_pairs.left_publisher_id
  AND story_pairs.right_publisher_id = cluster_pairs.right_publisher_id
LEFT JOIN main.publishers AS left_publishers
  ON story_pairs.left_publisher_id = left_publishers.publisher_id
LEFT JOIN main.publishers AS right_publishers
  ON story_pairs.right_publisher_id = right_publishers.publisher_id
