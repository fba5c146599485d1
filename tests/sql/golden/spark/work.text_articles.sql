/* The articles of touched texts, and the article at the centre of each text's star. */
SELECT
  current_articles.article_id,
  texts.text_no,
  MIN(current_articles.article_id) OVER (PARTITION BY texts.text_no) AS star_article_id,
  current_articles.publisher_id,
  COALESCE(current_articles.published_date, CAST(current_articles.fetched_at AS DATE)) AS seen_on
FROM work.touched_texts
INNER JOIN dedup.texts
  ON touched_texts.text_no = texts.text_no
INNER JOIN staging.current_articles
  ON texts.text_hash = current_articles.text_hash
