/* Clusters whose links this run writes anew. Both ends of a link are of one component, and a component is decided anew */
/* as a whole: so each link that came, went or changed has one of these on its left. */
SELECT
  relinked_clusters.cluster_id AS left_cluster_id
FROM work.relinked_clusters
