/* The input of stories for each cluster that may have changed: its representative text, and when it was first */
/* published, else first fetched, else when the first of its files was last modified. */
WITH file_times AS (
  SELECT
    source_files.sha256,
    MIN(
      CAST(FROM_UNIXTIME(CAST(SPLIT_PART(source_files.stat_signature, '-', 2) AS BIGINT) / 1000000000) AS TIMESTAMP)
    ) AS modified_at
  FROM main.source_files
  WHERE
    NOT source_files.sha256 IS NULL
  GROUP BY
    source_files.sha256
), cluster_files AS (
  SELECT
    cluster_members.cluster_id,
    MIN(file_times.modified_at) AS modified_at
  FROM work.scope_duplicate_clusters
  INNER JOIN dedup.cluster_members
    ON scope_duplicate_clusters.cluster_id = cluster_members.cluster_id
  INNER JOIN staging.articles
    ON cluster_members.article_id = articles.article_id
  INNER JOIN file_times
    ON articles.file_sha256 = file_times.sha256
  GROUP BY
    cluster_members.cluster_id
), cluster_times AS (
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
  current_articles.publisher_id,
  current_articles.title,
  current_articles.language,
  COALESCE(cluster_times.earliest, cluster_times.fetched, cluster_files.modified_at) AS since,
  COALESCE(cluster_times.latest, cluster_times.fetched, cluster_files.modified_at) AS until,
  NOT cluster_times.earliest IS NULL OR NOT cluster_times.fetched IS NULL AS is_dated
FROM cluster_times
LEFT JOIN cluster_files
  ON cluster_times.cluster_id = cluster_files.cluster_id
INNER JOIN main.duplicate_clusters
  ON cluster_times.cluster_id = duplicate_clusters.cluster_id
INNER JOIN staging.current_articles
  ON duplicate_clusters.representative_article_id = current_articles.article_id
