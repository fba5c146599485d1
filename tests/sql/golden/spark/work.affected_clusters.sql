/* Clusters whose stories may be others now: those that changed or were compared again, and the ends of lost and new */
/* certain links. */
SELECT
  compared_clusters.cluster_id
FROM work.compared_clusters
UNION
SELECT
  lost_certain_links.left_cluster_id
FROM work.lost_certain_links
UNION
SELECT
  lost_certain_links.right_cluster_id
FROM work.lost_certain_links
UNION
SELECT
  new_certain_links.left_cluster_id
FROM work.new_certain_links
UNION
SELECT
  new_certain_links.right_cluster_id
FROM work.new_certain_links
