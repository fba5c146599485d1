/* Pairs of publishers with the texts that both carried, and which of the two certainly had them first. Numbers stand */
/* for ids, and what only one publisher carried is left out first: that takes a third of the time. */
WITH numbered_publishers AS (
  SELECT
    publishers.publisher_id,
    publishers.publisher_name,
    CAST(ROW_NUMBER() OVER (ORDER BY publishers.publisher_id NULLS LAST) AS INT) AS publisher
  FROM main.publishers
), numbered_clusters AS (
  SELECT
    duplicate_clusters.cluster_id,
    CAST(ROW_NUMBER() OVER (ORDER BY duplicate_clusters.cluster_id NULLS LAST) AS INT) AS cluster
  FROM main.duplicate_clusters
  WHERE
    duplicate_clusters.publisher_count > 1
), numbered_stories AS (
  SELECT
    stories.story_id,
    CAST(ROW_NUMBER() OVER (ORDER BY stories.story_id NULLS LAST) AS INT) AS story
  FROM main.stories
  WHERE
    stories.publisher_count > 1
), carried AS (
  SELECT
    numbered_publishers.publisher,
    numbered_clusters.cluster,
    MIN(articles.published_earliest) AS first_earliest,
    MIN(articles.published_latest) AS first_latest,
    COUNT(*) = COUNT(articles.published_latest) AS is_dated
  FROM main.articles
  INNER JOIN numbered_publishers
    ON articles.publisher_id = numbered_publishers.publisher_id
  INNER JOIN numbered_clusters
    ON articles.cluster_id = numbered_clusters.cluster_id
  GROUP BY
    numbered_publishers.publisher,
    numbered_clusters.cluster
), cluster_pairs AS (
  SELECT
    lefts.publisher AS left_publisher,
    rights.publisher AS right_publisher,
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
    ON lefts.cluster = rights.cluster AND lefts.publisher < rights.publisher
  GROUP BY
    lefts.publisher,
    rights.publisher
), in_stories AS (
  SELECT DISTINCT
    numbered_publishers.publisher,
    numbered_stories.story
  FROM main.articles
  INNER JOIN numbered_publishers
    ON articles.publisher_id = numbered_publishers.publisher_id
  INNER JOIN numbered_stories
    ON articles.story_id = numbered_stories.story_id
), story_pairs AS (
  SELECT
    lefts.publisher AS left_publisher,
    rights.publisher AS right_publisher,
    COUNT(*) AS shared_stories
  FROM in_stories AS lefts
  INNER JOIN in_stories AS rights
    ON lefts.story = rights.story AND lefts.publisher < rights.publisher
  GROUP BY
    lefts.publisher,
    rights.publisher
)
SELECT
  lefts.publisher_id AS left_publisher_id,
  rights.publisher_id AS right_publisher_id,
  lefts.publisher_name AS left_publisher_name,
  rights.publisher_name AS right_publisher_name,
  COALESCE(cluster_pairs.shared_clusters, 0) AS shared_clusters,
  story_pairs.shared_stories,
  COALESCE(cluster_pairs.left_first_clusters, 0) AS left_first_clusters,
  COALESCE(cluster_pairs.right_first_clusters, 0) AS right_first_clusters
FROM story_pairs
LEFT JOIN cluster_pairs
  ON story_pairs.left_publisher = cluster_pairs.left_publisher
  AND story_pairs.right_publisher = cluster_pairs.right_publisher
INNER JOIN numbered_publishers AS lefts
  ON story_pairs.left_publisher = lefts.publisher
INNER JOIN numbered_publishers AS rights
  ON story_pairs.right_publisher = rights.publisher
