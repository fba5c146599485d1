/* Pairs of clusters that share a passage, at least one of them touched. The passage must cover enough of the shorter */
/* text and be too long for a stock phrase. Pairs of texts become pairs of their representative articles; each of these */
/* is also paired with the other articles of its text. What two texts of one publisher share may be its standing text: */
/* it is no such passage. */
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
    text_pairs.left_text_no,
    text_pairs.right_text_no,
    text_pairs.containment
  FROM dedup.text_pairs
  INNER JOIN touched_texts
    ON text_pairs.left_text_no = touched_texts.text_no
  WHERE
    text_pairs.containment >= 0.2 AND text_pairs.passage_words >= 20
  UNION
  SELECT
    text_pairs.left_text_no,
    text_pairs.right_text_no,
    text_pairs.containment
  FROM dedup.text_pairs
  INNER JOIN touched_texts
    ON text_pairs.right_text_no = touched_texts.text_no
  WHERE
    text_pairs.containment >= 0.2 AND text_pairs.passage_words >= 20
), article_pairs AS (
  SELECT
    LEAST(lefts.article_id, rights.article_id) AS left_article_id,
    GREATEST(lefts.article_id, rights.article_id) AS right_article_id,
    passages.containment
  FROM passages
  INNER JOIN dedup.article_texts AS lefts
    ON passages.left_text_no = lefts.text_no
  INNER JOIN dedup.article_texts AS rights
    ON passages.right_text_no = rights.text_no
  WHERE
    lefts.article_id = lefts.star_article_id
    AND rights.article_id = rights.star_article_id
    AND NOT COALESCE(lefts.publisher_id = rights.publisher_id, FALSE)
  UNION ALL
  SELECT
    article_texts.star_article_id AS left_article_id,
    article_texts.article_id AS right_article_id,
    CAST(1 AS DOUBLE) AS containment
  FROM touched_texts
  INNER JOIN dedup.article_texts
    ON touched_texts.text_no = article_texts.text_no
  INNER JOIN dedup.texts
    ON touched_texts.text_no = texts.text_no
  WHERE
    article_texts.article_id <> article_texts.star_article_id
    AND texts.word_count >= 20
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
    article_pairs.containment
  FROM article_pairs
  INNER JOIN dedup.cluster_members AS lefts
    ON article_pairs.left_article_id = lefts.article_id
  INNER JOIN dedup.cluster_members AS rights
    ON article_pairs.right_article_id = rights.article_id
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
