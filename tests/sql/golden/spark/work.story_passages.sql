/* Pairs of clusters that share a passage: enough of the shorter text, in one piece long enough to be no stock phrase. */
WITH cluster_pairs AS (
  SELECT
    LEAST(lefts.cluster_id, rights.cluster_id) AS left_cluster_id,
    GREATEST(lefts.cluster_id, rights.cluster_id) AS right_cluster_id,
    CASE
      WHEN lefts.cluster_id < rights.cluster_id
      THEN lefts.article_id
      ELSE rights.article_id
    END AS left_article_id,
    CASE
      WHEN lefts.cluster_id < rights.cluster_id
      THEN rights.article_id
      ELSE lefts.article_id
    END AS right_article_id,
    article_pairs.containment
  FROM dedup.article_pairs
  INNER JOIN dedup.cluster_members AS lefts
    ON article_pairs.left_article_id = lefts.article_id
  INNER JOIN dedup.cluster_members AS rights
    ON article_pairs.right_article_id = rights.article_id
  WHERE
    lefts.cluster_id <> rights.cluster_id
    AND article_pairs.containment >= 0.2
    AND article_pairs.longest_passage_words >= 20
), ranked_pairs AS (
  SELECT
    cluster_pairs.left_cluster_id,
    cluster_pairs.right_cluster_id,
    cluster_pairs.left_article_id,
    cluster_pairs.right_article_id,
    ROW_NUMBER() OVER (
      PARTITION BY cluster_pairs.left_cluster_id, cluster_pairs.right_cluster_id
      ORDER BY cluster_pairs.containment DESC, cluster_pairs.left_article_id ASC NULLS LAST, cluster_pairs.right_article_id ASC NULLS LAST
    ) AS position
  FROM cluster_pairs
)
SELECT
  ranked_pairs.left_cluster_id,
  ranked_pairs.right_cluster_id,
  ranked_pairs.left_article_id,
  ranked_pairs.right_article_id
FROM ranked_pairs
WHERE
  ranked_pairs.position = 1
