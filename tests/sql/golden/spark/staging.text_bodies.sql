/* Texts a run can look up by their hash: those it read, and those the version before shows. */
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
