/* Clusters whose edges by content are found again: those that changed or are gone, and those that were weighed again. */
SELECT
  changed_story_clusters.cluster_id
FROM work.changed_story_clusters
UNION
SELECT
  weighed_clusters.cluster_id
FROM work.weighed_clusters
