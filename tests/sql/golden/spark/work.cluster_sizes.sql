/* Clusters and their articles by size of the cluster. */
WITH sized AS (
  SELECT
    duplicate_clusters.article_count,
    CASE
      WHEN duplicate_clusters.article_count = 1
      THEN '1'
      WHEN duplicate_clusters.article_count = 2
      THEN '2'
      WHEN duplicate_clusters.article_count <= 5
      THEN '3-5'
      WHEN duplicate_clusters.article_count <= 20
      THEN '6-20'
      ELSE '21+'
    END AS size
  FROM main.duplicate_clusters
)
SELECT
  sized.size,
  COUNT(*) AS clusters,
  CAST(SUM(sized.article_count) AS BIGINT) AS articles,
  MAX(sized.article_count) AS largest
FROM sized
GROUP BY
  sized.size
ORDER BY
  largest NULLS LAST
