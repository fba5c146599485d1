/* How many articles of each story had which story before, unless a cluster that is not relinked still has its id. */
WITH held_ids AS (
  SELECT DISTINCT
    story_members.story_id
  FROM dedup.story_members
  LEFT JOIN work.relinked_clusters
    ON story_members.cluster_id = relinked_clusters.cluster_id
  WHERE
    relinked_clusters.cluster_id IS NULL
), members AS (
  SELECT
    decided_clusters.story,
    cluster_members.article_id,
    CASE WHEN held_ids.story_id IS NULL THEN articles.story_id END AS old_id
  FROM work.decided_clusters
  INNER JOIN dedup.cluster_members
    ON decided_clusters.cluster_id = cluster_members.cluster_id
  LEFT JOIN previous.articles
    ON cluster_members.article_id = articles.article_id
  LEFT JOIN held_ids
    ON articles.story_id = held_ids.story_id
)
SELECT
  story AS label,
  old_id,
  COUNT(*) AS member_count,
  MIN(article_id) AS smallest_member
FROM members
GROUP BY
  story,
  old_id
