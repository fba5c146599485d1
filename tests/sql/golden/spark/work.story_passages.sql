/* Pairs of clusters that share a passage, one at least being looked at again: enough of the shorter text, in one piece */
/* long enough to be no stock phrase. */
WITH touched_texts AS (
  SELECT DISTINCT
    article_texts.text_no
  FROM work.touched_clusters
  INNER JOIN dedup.cluster_members
    ON touched_clusters.cluster_id = cluster_members.cluster_id
  INNER JOIN dedup.article_texts
    ON cluster_members.article_id = article_texts.article_id
), passages AS (
  SELECT
    article_pairs.left_article_id,
    article_pairs.right_article_id,
    article_pairs.containment
  FROM dedup.article_pairs
  INNER JOIN touched_texts
    ON article_pairs.passage_text_no = touched_texts.text_no
  WHERE
    article_pairs.containment >= 0.2 AND article_pairs.longest_passage_words >= 20
  UNION
  SELECT
    article_pairs.left_article_id,
    article_pairs.right_article_id,
    article_pairs.containment
  FROM dedup.article_pairs
  INNER JOIN touched_texts
    ON article_pairs.other_text_no = touched_texts.text_no
  WHERE
    article_pairs.containment >= 0.2 AND article_pairs.longest_passage_words >= 20
), cluster_pairs AS (
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
    passages.containment
  FROM passages
  INNER JOIN dedup.cluster_members AS lefts
    ON passages.left_article_id = lefts.article_id
  INNER JOIN dedup.cluster_members AS rights
    ON passages.right_article_id = rights.article_id
  LEFT JOIN work.touched_clusters AS touched_lefts
    ON lefts.cluster_id = touched_lefts.cluster_id
  LEFT JOIN work.touched_clusters AS touched_rights
    ON rights.cluster_id = touched_rights.cluster_id
  WHERE
    lefts.cluster_id <> rights.cluster_id
    AND (
      NOT touched_lefts.cluster_id IS NULL OR NOT touched_rights.cluster_id IS NULL
    )
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
