/* The texts of wanted contents, wherever they are stored. */
WITH stored AS (
  SELECT
    texts.content_hash,
    texts.body
  FROM work.texts
  INNER JOIN work.wanted_contents
    ON texts.content_hash = wanted_contents.content_hash
  UNION ALL
  SELECT
    articles.content_hash,
    articles.body
  FROM previous.articles
  INNER JOIN work.wanted_contents
    ON articles.content_hash = wanted_contents.content_hash
  UNION ALL
  SELECT
    superseded_texts.content_hash,
    superseded_texts.body
  FROM staging.superseded_texts
  INNER JOIN work.wanted_contents
    ON superseded_texts.content_hash = wanted_contents.content_hash
)
SELECT
  stored.content_hash,
  MAX(stored.body) AS body
FROM stored
GROUP BY
  stored.content_hash
