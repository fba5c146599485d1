/* The cluster and story of every article of a changed story, and whether its text is wire copy. */
WITH members AS (
  SELECT
    cluster_members.article_id,
    cluster_members.cluster_id,
    story_members.story_id
  FROM work.scope_stories
  INNER JOIN dedup.story_members
    ON scope_stories.story_id = story_members.story_id
  INNER JOIN dedup.cluster_members
    ON story_members.cluster_id = cluster_members.cluster_id
), credited_clusters AS (
  SELECT
    members.cluster_id,
    MAX(CASE WHEN current_articles.agency IS NULL THEN 0 ELSE 1 END) AS is_credited
  FROM members
  INNER JOIN staging.current_articles
    ON members.article_id = current_articles.article_id
  GROUP BY
    members.cluster_id
)
SELECT
  members.article_id,
  members.cluster_id,
  members.story_id,
  duplicate_clusters.representative_article_id,
  credited_clusters.is_credited = 1 AS is_wire_copy
FROM members
INNER JOIN main.duplicate_clusters
  ON members.cluster_id = duplicate_clusters.cluster_id
INNER JOIN credited_clusters
  ON members.cluster_id = credited_clusters.cluster_id
