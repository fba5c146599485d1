/* Scored pairs within a cluster, in both directions. */
WITH both_ways AS (
  SELECT
    duplicate_pairs.left_article_id AS article_id,
    duplicate_pairs.right_article_id AS copy_article_id,
    duplicate_pairs.relation,
    duplicate_pairs.jaccard,
    duplicate_pairs.containment,
    duplicate_pairs.longest_passage_words
  FROM main.duplicate_pairs
  UNION ALL
  SELECT
    duplicate_pairs.right_article_id AS article_id,
    duplicate_pairs.left_article_id AS copy_article_id,
    duplicate_pairs.relation,
    duplicate_pairs.jaccard,
    duplicate_pairs.containment,
    duplicate_pairs.longest_passage_words
  FROM main.duplicate_pairs
)
SELECT
  both_ways.article_id,
  both_ways.copy_article_id,
  articles.cluster_id,
  both_ways.relation,
  both_ways.jaccard,
  both_ways.containment,
  both_ways.longest_passage_words,
  articles.publisher_id,
  publishers.publisher_name,
  copies.publisher_id AS copy_publisher_id,
  copy_publishers.publisher_name AS copy_publisher_name,
  DATEDIFF(SECOND, articles.published_at, copies.published_at) / CAST(3600 AS DOUBLE) AS hours_later,
  DATEDIFF(DAY, articles.published_date, copies.published_date) AS days_later
FROM both_ways
INNER JOIN main.articles
  ON both_ways.article_id = articles.article_id
INNER JOIN main.articles AS copies
  ON both_ways.copy_article_id = copies.article_id
  AND articles.cluster_id = copies.cluster_id
LEFT JOIN main.publishers
  ON articles.publisher_id = publishers.publisher_id
LEFT JOIN main.publishers AS copy_publishers
  ON copies.publisher_id = copy_publishers.publisher_id
