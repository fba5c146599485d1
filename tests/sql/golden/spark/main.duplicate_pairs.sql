/* Every pair of articles that was kept, with its longest passage cut from one text, and user rules about copies. */
WITH user_rules AS (
  SELECT
    LEAST(overrides.left_article_id, overrides.right_article_id) AS left_article_id,
    GREATEST(overrides.left_article_id, overrides.right_article_id) AS right_article_id,
    MAX(CASE WHEN overrides.rule = 'must_join' THEN 1 ELSE 0 END) AS is_join
  FROM main.overrides
  WHERE
    overrides.status = 'obeyed'
    AND (
      overrides.level = 'cluster' OR overrides.rule = 'must_not_join'
    )
  GROUP BY
    LEAST(overrides.left_article_id, overrides.right_article_id),
    GREATEST(overrides.left_article_id, overrides.right_article_id)
)
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
  CASE WHEN user_rules.is_join IS NULL THEN 'text' ELSE 'override' END AS origin
FROM dedup.article_pairs
LEFT JOIN main.articles
  ON article_pairs.passage_article_id = articles.article_id
LEFT JOIN user_rules
  ON article_pairs.left_article_id = user_rules.left_article_id
  AND article_pairs.right_article_id = user_rules.right_article_id
UNION ALL
SELECT
  user_rules.left_article_id,
  user_rules.right_article_id,
  'near' AS relation,
  CAST(NULL AS DOUBLE) AS score,
  CAST(NULL AS DOUBLE) AS jaccard,
  CAST(NULL AS DOUBLE) AS containment,
  CAST(NULL AS INT) AS shared_words,
  CAST(NULL AS INT) AS longest_passage_words,
  CAST(NULL AS STRING) AS longest_passage,
  articles.publisher_id = others.publisher_id AS same_publisher,
  'override' AS origin
FROM user_rules
INNER JOIN main.articles
  ON user_rules.left_article_id = articles.article_id
INNER JOIN main.articles AS others
  ON user_rules.right_article_id = others.article_id
LEFT JOIN dedup.article_pairs
  ON user_rules.left_article_id = article_pairs.left_article_id
  AND user_rules.right_article_id = article_pairs.right_article_id
WHERE
  user_rules.is_join = 1 AND article_pairs.left_article_id IS NULL
