/* Clusters whose id is none of those that the articles clustered again, or gone, had before. */
SELECT
  group_ids.id AS cluster_id,
  CAST(:made_at AS TIMESTAMP) AS made_at
FROM work.group_ids
LEFT JOIN work.ended_clusters
  ON group_ids.id = ended_clusters.cluster_id
WHERE
  ended_clusters.cluster_id IS NULL
