/* Pairs of clusters that share a passage, at least one of them touched. The passage must cover enough of the shorter */
/* text and be too long for a stock phrase. Pairs of texts become pairs of their representative articles; each of these */
/* is also paired with the other articles of its text. What two texts of one publisher share may be its standing text: */
/* it is no such passage. Nearly all pairs are within one cluster, which a number of it tells before ids are looked up; */
/* it does so in a `case`, for DuckDB would join all numbers that differ, and then the pairs. */
WITH members AS (
  SELECT
    article_texts.text_no,
    article_texts.article_id,
    article_texts.publisher_id,
    article_texts.article_id = article_texts.star_article_id AS is_star,
    cluster_members.cluster_id,
    NOT touched_clusters.cluster_id IS NULL AS is_touched
  FROM dedup.article_texts
  INNER JOIN dedup.cluster_members
    ON article_texts.article_id = cluster_members.article_id
  LEFT JOIN work.touched_clusters
    ON cluster_members.cluster_id = touched_clusters.cluster_id
), numbered AS (
  SELECT
    members.text_no,
    members.is_touched,
    MIN(members.text_no) OVER (PARTITION BY members.cluster_id) AS cluster_no
  FROM members
  WHERE
    members.is_star
), passages AS (
  SELECT
    text_pairs.left_text_no,
    text_pairs.right_text_no,
    text_pairs.containment
  FROM dedup.text_pairs
  INNER JOIN numbered AS lefts
    ON text_pairs.left_text_no = lefts.text_no
  INNER JOIN numbered AS rights
    ON text_pairs.right_text_no = rights.text_no
  WHERE
    text_pairs.containment >= 0.2
    AND text_pairs.passage_words >= 20
    AND CASE
      WHEN lefts.is_touched OR rights.is_touched
      THEN lefts.cluster_no <> rights.cluster_no
      ELSE FALSE
    END
), article_pairs AS (
  SELECT
    lefts.cluster_id AS one_cluster_id,
    lefts.article_id AS one_article_id,
    rights.cluster_id AS other_cluster_id,
    rights.article_id AS other_article_id,
    passages.containment
  FROM passages
  INNER JOIN members AS lefts
    ON passages.left_text_no = lefts.text_no
  INNER JOIN members AS rights
    ON passages.right_text_no = rights.text_no
  WHERE
    lefts.is_star
    AND rights.is_star
    AND NOT COALESCE(lefts.publisher_id = rights.publisher_id, FALSE)
  UNION ALL
  SELECT
    stars.cluster_id AS one_cluster_id,
    stars.article_id AS one_article_id,
    others.cluster_id AS other_cluster_id,
    others.article_id AS other_article_id,
    CAST(1 AS DOUBLE) AS containment
  FROM members AS stars
  INNER JOIN members AS others
    ON stars.text_no = others.text_no
  INNER JOIN dedup.texts
    ON stars.text_no = texts.text_no
  WHERE
    stars.is_star
    AND NOT others.is_star
    AND stars.cluster_id <> others.cluster_id
    AND (
      stars.is_touched OR others.is_touched
    )
    AND texts.word_count >= 20
), cluster_pairs AS (
  SELECT
    LEAST(article_pairs.one_cluster_id, article_pairs.other_cluster_id) AS left_cluster_id,
    GREATEST(article_pairs.one_cluster_id, article_pairs.other_cluster_id) AS right_cluster_id,
    CASE
      WHEN article_pairs.one_cluster_id < article_pairs.other_cluster_id
      THEN article_pairs.one_article_id
      ELSE article_pairs.other_article_id
    END AS left_article_id,
    CASE
      WHEN article_pairs.one_cluster_id < article_pairs.other_cluster_id
      THEN article_pairs.other_article_id
      ELSE article_pairs.one_article_id
    END AS right_article_id,
    article_pairs.containment
  FROM article_pairs
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
