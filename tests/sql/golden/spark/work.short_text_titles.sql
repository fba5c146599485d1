/* Articles that are clustered again and share a short text under different titles; user rules go by the text. */
WITH short AS (
  SELECT
    texts.text_no,
    texts.text_hash
  FROM dedup.texts
  INNER JOIN work.linked_texts
    ON texts.text_no = linked_texts.text_no
  INNER JOIN dedup.article_texts
    ON texts.text_no = article_texts.text_no
  INNER JOIN staging.current_articles
    ON article_texts.article_id = current_articles.article_id
  WHERE
    texts.word_count <= :max_words
  GROUP BY
    texts.text_no,
    texts.text_hash
  HAVING
    COUNT(DISTINCT current_articles.title) > 1
)
SELECT
  short.text_no,
  short.text_hash,
  article_texts.article_id,
  current_articles.title
FROM short
INNER JOIN dedup.article_texts
  ON short.text_no = article_texts.text_no
INNER JOIN staging.current_articles
  ON article_texts.article_id = current_articles.article_id
ORDER BY
  short.text_no NULLS LAST,
  article_texts.article_id NULLS LAST
