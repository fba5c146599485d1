/* The input of stories for each cluster that may have changed: its representative text, and when it was first published */
/* and fetched. */
WITH cluster_times AS (
  SELECT
    cluster_members.cluster_id,
    MIN(
      CASE
        WHEN DATEDIFF(DAY, current_articles.published_earliest, current_articles.published_latest) <= 32
        THEN current_articles.published_earliest
      END
    ) AS earliest,
    MIN(
      CASE
        WHEN DATEDIFF(DAY, current_articles.published_earliest, current_articles.published_latest) <= 32
        THEN current_articles.published_latest
      END
    ) AS latest,
    MIN(current_articles.first_fetched_at) AS fetched
  FROM work.scope_duplicate_clusters
  INNER JOIN dedup.cluster_members
    ON scope_duplicate_clusters.cluster_id = cluster_members.cluster_id
  INNER JOIN staging.current_articles
    ON cluster_members.article_id = current_articles.article_id
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
FROM cluster_times
INNER JOIN main.duplicate_clusters
  ON cluster_times.cluster_id = duplicate_clusters.cluster_id
INNER JOIN staging.current_articles
  ON duplicate_clusters.representative_article_id = current_articles.article_id
