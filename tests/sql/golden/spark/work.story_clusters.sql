/* Each cluster as stories see it: the text that stands for it, and when it was first published and fetched. */
WITH dated_articles AS (
  SELECT
    current_articles.article_id,
    current_articles.published_earliest,
    current_articles.published_latest
  FROM staging.current_articles
  WHERE
    DATEDIFF(DAY, current_articles.published_earliest, current_articles.published_latest) <= 32
), cluster_times AS (
  SELECT
    cluster_members.cluster_id,
    MIN(dated_articles.published_earliest) AS earliest,
    MIN(dated_articles.published_latest) AS latest,
    MIN(current_articles.first_fetched_at) AS fetched
  FROM dedup.cluster_members
  INNER JOIN staging.current_articles
    ON cluster_members.article_id = current_articles.article_id
  LEFT JOIN dated_articles
    ON cluster_members.article_id = dated_articles.article_id
  GROUP BY
    cluster_members.cluster_id
)
SELECT
  duplicate_clusters.cluster_id,
  current_articles.article_id,
  current_articles.content_hash,
  current_articles.text_hash,
  current_articles.title,
  current_articles.language,
  cluster_times.earliest,
  cluster_times.latest,
  cluster_times.fetched
FROM main.duplicate_clusters
INNER JOIN staging.current_articles
  ON duplicate_clusters.representative_article_id = current_articles.article_id
INNER JOIN cluster_times
  ON duplicate_clusters.cluster_id = cluster_times.cluster_id
