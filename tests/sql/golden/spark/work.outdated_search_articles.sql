/* Numbers in the search index that are out of date: the article is gone, or got another title or text in this run. */
SELECT
  indexed.article_no
FROM search.articles AS indexed
LEFT JOIN main.articles
  ON indexed.article_id = articles.article_id
CROSS JOIN work.run
LEFT JOIN previous.articles AS earlier
  ON indexed.article_id = earlier.article_id
WHERE
  NOT indexed.article_id IS NULL
  AND (
    articles.article_id IS NULL
    OR (
      articles.changed_run_id = run.run_id
      AND (
        articles.content_hash IS DISTINCT FROM earlier.content_hash
        OR articles.title IS DISTINCT FROM earlier.title
      )
    )
  )
