/* Relinked clusters and all clusters of their components: a component is decided as a whole. */
SELECT
  relinked_clusters.cluster_id
FROM work.relinked_clusters
UNION
SELECT
  story_members.cluster_id
FROM dedup.story_members
WHERE
  story_members.component_id IN (
    SELECT
      relinked_members.component_id
    FROM work.relinked_clusters
    INNER JOIN dedup.story_members AS relinked_members
      ON relinked_clusters.cluster_id = relinked_members.cluster_id
  )
