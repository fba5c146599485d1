/* Clusters whose stories are decided again. */
SELECT
  scope_duplicate_clusters.cluster_id
FROM work.scope_duplicate_clusters
