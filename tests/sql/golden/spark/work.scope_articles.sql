/* Articles whose public row changes: those with a record in this run, those whose cluster or story changed, and those */
/* that are gone because their records moved. */
SELECT
  article_groups.article_id
FROM work.article_groups
LEFT JOIN work.scope_current_articles
  ON article_groups.article_id = scope_current_articles.article_id
LEFT JOIN previous.articles
  ON article_groups.article_id = articles.article_id
WHERE
  NOT scope_current_articles.article_id IS NULL
  OR articles.article_id IS NULL
  OR articles.cluster_id <> article_groups.cluster_id
  OR articles.story_id <> article_groups.story_id
  OR articles.representative_article_id <> article_groups.representative_article_id
  OR articles.is_wire_copy <> article_groups.is_wire_copy
UNION
SELECT
  moved_articles.article_id
FROM work.moved_articles
