/* Articles that are clustered again and share a short text which outlets print under several titles of their own: two */
/* thirds of the articles with it have a title that no other outlet has, at an outlet that has it under another title */
/* too. A brief under one title an outlet, or under one that outlets share, is none. User rules go by the text. */
WITH titled AS (
  SELECT
    texts.text_no,
    texts.text_hash,
    current_articles.article_id,
    current_articles.title,
    MIN(current_articles.title) OVER (PARTITION BY texts.text_no, current_articles.publisher_id) AS first_title,
    MAX(current_articles.title) OVER (PARTITION BY texts.text_no, current_articles.publisher_id) AS last_title,
    MIN(COALESCE(current_articles.publisher_id, '')) OVER (PARTITION BY texts.text_no, current_articles.title) AS first_publisher,
    MAX(COALESCE(current_articles.publisher_id, '')) OVER (PARTITION BY texts.text_no, current_articles.title) AS last_publisher
  FROM dedup.texts
  INNER JOIN work.linked_texts
    ON texts.text_no = linked_texts.text_no
  INNER JOIN dedup.article_texts
    ON texts.text_no = article_texts.text_no
  INNER JOIN staging.current_articles
    ON article_texts.article_id = current_articles.article_id
  WHERE
    texts.word_count <= :max_words
), short AS (
  SELECT
    titled.text_no
  FROM titled
  GROUP BY
    titled.text_no
  HAVING
    3 * COUNT(
      CASE
        WHEN titled.first_title <> titled.last_title
        AND titled.first_publisher = titled.last_publisher
        THEN 1
      END
    ) >= 2 * COUNT(*)
)
SELECT
  titled.text_no,
  titled.text_hash,
  titled.article_id,
  titled.title
FROM titled
INNER JOIN short
  ON titled.text_no = short.text_no
ORDER BY
  titled.text_no NULLS LAST,
  titled.article_id NULLS LAST
