/* Clusters whose links this run rewrites. Both ends of a link are in one component, and a component is decided as a */
/* whole, so every link that was added, removed or changed has one of these clusters on its left. */
SELECT
  relinked_clusters.cluster_id AS left_cluster_id
FROM work.relinked_clusters
