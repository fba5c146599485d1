/* Texts that a run can look up by hash: those it read, and those of the previous version of the warehouse. */
SELECT
  texts.text_hash,
  texts.body
FROM work.texts
WHERE
  NOT texts.text_hash IS NULL
UNION ALL
SELECT
  articles.text_hash,
  articles.body
FROM previous.articles
WHERE
  NOT articles.text_hash IS NULL
