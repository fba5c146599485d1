/* Every kept pair of articles, with its longest passage cut from the text of one of them. */
SELECT
  article_pairs.left_article_id,
  article_pairs.right_article_id,
  article_pairs.relation,
  CAST(article_pairs.score AS DOUBLE) / 10000 AS score,
  article_pairs.jaccard,
  article_pairs.containment,
  article_pairs.shared_words,
  article_pairs.longest_passage_words,
  CASE
    WHEN article_pairs.longest_passage_words > 0
    THEN SUBSTRING(articles.body, article_pairs.passage_start + 1, article_pairs.passage_length)
  END AS longest_passage,
  article_pairs.same_publisher,
  'text' AS origin
FROM dedup.article_pairs
LEFT JOIN main.articles
  ON article_pairs.passage_article_id = articles.article_id
