/* What replaces each retired story id: its alias if it has one, else the story that now has most of its articles. */
WITH votes AS (
  SELECT
    retired_story_ids.old_id,
    story_members.story_id,
    ROW_NUMBER() OVER (
      PARTITION BY retired_story_ids.old_id
      ORDER BY COUNT(*) DESC, story_members.story_id ASC NULLS LAST
    ) AS position
  FROM work.retired_story_ids
  INNER JOIN previous.articles
    ON retired_story_ids.old_id = articles.story_id
  INNER JOIN dedup.cluster_members
    ON articles.article_id = cluster_members.article_id
  INNER JOIN dedup.story_members
    ON cluster_members.cluster_id = story_members.cluster_id
  WHERE
    retired_story_ids.new_id IS NULL
  GROUP BY
    retired_story_ids.old_id,
    story_members.story_id
)
SELECT
  retired_story_ids.old_id,
  COALESCE(retired_story_ids.new_id, votes.story_id) AS new_id
FROM work.retired_story_ids
LEFT JOIN votes
  ON retired_story_ids.old_id = votes.old_id AND votes.position = 1
