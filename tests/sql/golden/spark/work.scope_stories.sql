/* Stories whose rows this run rewrites: those of clusters that were relinked or whose own row changed, and those that */
/* no longer exist. */
SELECT
  story_members.story_id
FROM dedup.story_members
INNER JOIN work.relinked_clusters
  ON story_members.cluster_id = relinked_clusters.cluster_id
UNION
SELECT
  story_members.story_id
FROM dedup.story_members
INNER JOIN work.scope_duplicate_clusters
  ON story_members.cluster_id = scope_duplicate_clusters.cluster_id
UNION
SELECT
  stories.story_id
FROM previous.stories
LEFT JOIN dedup.story_members
  ON stories.story_id = story_members.story_id
WHERE
  story_members.story_id IS NULL
