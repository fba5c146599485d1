/* Story ids that no decided cluster has any more, and what replaces each: its alias if it has one, else the story that */
/* now has most of its articles. */
WITH former_ids AS (
  SELECT
    id_ages.old_id
  FROM work.id_ages
  UNION
  SELECT
    replaced_ids.old_id
  FROM work.replaced_ids
), ended_ids AS (
  SELECT
    former_ids.old_id,
    replaced_ids.new_id
  FROM former_ids
  LEFT JOIN work.group_ids
    ON former_ids.old_id = group_ids.id
  LEFT JOIN work.replaced_ids
    ON former_ids.old_id = replaced_ids.old_id
  WHERE
    group_ids.id IS NULL
), votes AS (
  SELECT
    ended_ids.old_id,
    story_members.story_id,
    ROW_NUMBER() OVER (
      PARTITION BY ended_ids.old_id
      ORDER BY COUNT(*) DESC, story_members.story_id ASC NULLS LAST
    ) AS position
  FROM ended_ids
  INNER JOIN previous.articles
    ON ended_ids.old_id = articles.story_id
  INNER JOIN dedup.cluster_members
    ON articles.article_id = cluster_members.article_id
  INNER JOIN dedup.story_members
    ON cluster_members.cluster_id = story_members.cluster_id
  WHERE
    ended_ids.new_id IS NULL
  GROUP BY
    ended_ids.old_id,
    story_members.story_id
)
SELECT
  ended_ids.old_id,
  COALESCE(ended_ids.new_id, votes.story_id) AS new_id
FROM ended_ids
LEFT JOIN votes
  ON ended_ids.old_id = votes.old_id AND votes.position = 1
