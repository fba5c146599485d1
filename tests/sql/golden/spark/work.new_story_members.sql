/* Decided clusters under the ids of their stories, and since when each of these is in use. */
SELECT
  decided_clusters.cluster_id,
  group_ids.id AS story_id,
  decided_clusters.component_id,
  COALESCE(id_ages.age, run.started_at) AS since
FROM work.decided_clusters
INNER JOIN work.group_ids
  ON decided_clusters.story = group_ids.label
LEFT JOIN work.id_ages
  ON group_ids.id = id_ages.old_id
CROSS JOIN work.run
