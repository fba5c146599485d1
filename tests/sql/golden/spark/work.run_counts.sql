/* What this run did, counted from the tables it wrote. */
WITH this_run AS (
  SELECT
    run.run_id,
    run.started_at
  FROM work.run
), file_counts AS (
  SELECT
    COUNT(*) FILTER(WHERE
      source_files.status <> 'waiting') AS files,
    COALESCE(SUM(source_files.record_count), 0) AS records
  FROM main.source_files
  INNER JOIN this_run
    ON source_files.run_id = this_run.run_id
), rejection_counts AS (
  SELECT
    COUNT(*) AS rejections
  FROM main.rejections
  INNER JOIN this_run
    ON rejections.run_id = this_run.run_id
), article_counts AS (
  SELECT
    COALESCE(
      SUM(CASE WHEN articles.first_ingested_at = this_run.started_at THEN 1 ELSE 0 END),
      0
    ) AS articles_added,
    COALESCE(
      SUM(CASE WHEN articles.first_ingested_at = this_run.started_at THEN 0 ELSE 1 END),
      0
    ) AS articles_changed
  FROM main.articles
  INNER JOIN this_run
    ON articles.changed_run_id = this_run.run_id
), cluster_counts AS (
  SELECT
    COUNT(*) AS clusters
  FROM main.duplicate_clusters
), story_counts AS (
  SELECT
    COUNT(*) AS stories
  FROM main.stories
)
SELECT
  file_counts.files,
  CAST(file_counts.records AS BIGINT) AS records,
  CAST(article_counts.articles_added AS BIGINT) AS articles_added,
  CAST(article_counts.articles_changed AS BIGINT) AS articles_changed,
  rejection_counts.rejections,
  cluster_counts.clusters,
  story_counts.stories
FROM file_counts
CROSS JOIN rejection_counts
CROSS JOIN article_counts
CROSS JOIN cluster_counts
CROSS JOIN story_counts
