/* Articles that a record of this run is about. */
SELECT
  scope_current_articles.article_id
FROM work.scope_current_articles
