/* Pairs of texts as pairs of the articles that represent them, and the stars of articles with identical text. */
WITH centres AS (
  SELECT
    article_texts.text_no,
    article_texts.article_id,
    article_texts.publisher_id
  FROM dedup.article_texts
  WHERE
    article_texts.article_id = article_texts.star_article_id
)
SELECT
  LEAST(centres.article_id, others.article_id) AS left_article_id,
  GREATEST(centres.article_id, others.article_id) AS right_article_id,
  CASE WHEN text_pairs.is_near THEN 'near' ELSE 'partial' END AS relation,
  text_pairs.score,
  text_pairs.jaccard,
  text_pairs.containment,
  text_pairs.shared_words,
  text_pairs.passage_words AS longest_passage_words,
  centres.article_id AS passage_article_id,
  text_pairs.left_passage_start AS passage_start,
  text_pairs.left_passage_length AS passage_length,
  centres.publisher_id = others.publisher_id AS same_publisher
FROM dedup.text_pairs
INNER JOIN centres
  ON text_pairs.left_text_no = centres.text_no
INNER JOIN centres AS others
  ON text_pairs.right_text_no = others.text_no
UNION ALL
SELECT
  article_texts.star_article_id AS left_article_id,
  article_texts.article_id AS right_article_id,
  'exact' AS relation,
  10000 AS score,
  CAST(1 AS DOUBLE) AS jaccard,
  CAST(1 AS DOUBLE) AS containment,
  texts.word_count AS shared_words,
  texts.word_count AS longest_passage_words,
  article_texts.star_article_id AS passage_article_id,
  0 AS passage_start,
  2147483647 AS passage_length,
  article_texts.publisher_id = centres.publisher_id AS same_publisher
FROM dedup.article_texts
INNER JOIN centres
  ON article_texts.text_no = centres.text_no
INNER JOIN dedup.texts
  ON article_texts.text_no = texts.text_no
WHERE
  article_texts.article_id <> article_texts.star_article_id
