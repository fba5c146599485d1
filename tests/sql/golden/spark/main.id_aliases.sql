/* Retired ids: earlier ones, redirected if their replacement was retired in this run, and those of this run. An article */
/* whose records moved back is not retired any more. */
WITH retired AS (
  SELECT
    'article' AS kind,
    retired_article_ids.old_id,
    retired_article_ids.new_id
  FROM work.retired_article_ids
  UNION ALL
  SELECT
    'cluster' AS kind,
    retired_cluster_ids.old_id,
    retired_cluster_ids.new_id
  FROM work.retired_cluster_ids
  UNION ALL
  SELECT
    'story' AS kind,
    retired_story_ids.old_id,
    retired_story_ids.new_id
  FROM work.retired_story_ids
)
SELECT
  id_aliases.kind,
  id_aliases.old_id,
  CASE WHEN retired.old_id IS NULL THEN id_aliases.new_id ELSE retired.new_id END AS new_id,
  id_aliases.run_id,
  id_aliases.changed_at
FROM previous.id_aliases
LEFT JOIN retired
  ON id_aliases.kind = retired.kind AND id_aliases.new_id = retired.old_id
LEFT JOIN staging.current_articles
  ON id_aliases.kind = 'article' AND id_aliases.old_id = current_articles.article_id
WHERE
  current_articles.article_id IS NULL
UNION ALL
SELECT
  retired.kind,
  retired.old_id,
  retired.new_id,
  run.run_id,
  run.started_at AS changed_at
FROM retired
CROSS JOIN work.run
