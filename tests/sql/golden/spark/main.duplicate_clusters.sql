/* Each cluster with the article that stands for it: the most complete, then the most prose that is nobody's */
/* standing */
/* lines (within a twentieth of the best counts as equal), of those the least besides, then the first, then the */
/* smallest id. */
WITH members AS (
  SELECT
    cluster_members.cluster_id,
    current_articles.article_id,
    current_articles.publisher_id,
    current_articles.published_date,
    current_articles.published_earliest,
    current_articles.published_latest,
    article_texts.text_no,
    CASE current_articles.text_completeness
      WHEN 'full'
      THEN 0
      WHEN 'partial'
      THEN 1
      WHEN 'teaser'
      THEN 2
      ELSE 3
    END AS incompleteness
  FROM work.scope_duplicate_clusters
  INNER JOIN dedup.cluster_members
    ON scope_duplicate_clusters.cluster_id = cluster_members.cluster_id
  INNER JOIN staging.current_articles
    ON cluster_members.article_id = current_articles.article_id
  LEFT JOIN dedup.article_texts
    ON cluster_members.article_id = article_texts.article_id
), larger AS (
  SELECT
    members.cluster_id
  FROM members
  GROUP BY
    members.cluster_id
  HAVING
    COUNT(*) > 1
), several AS (
  SELECT DISTINCT
    members.text_no
  FROM members
  INNER JOIN larger
    ON members.cluster_id = larger.cluster_id
  WHERE
    NOT members.text_no IS NULL
), kept AS (
  SELECT
    several.text_no,
    held.hash
  FROM several
  INNER JOIN dedup.fingerprints
    ON several.text_no = fingerprints.text_no
  LATERAL VIEW
  EXPLODE(fingerprints.hashes) held AS hash
), standing_lines AS (
  SELECT
    kept.text_no,
    COUNT(*) AS cut_count
  FROM kept
  INNER JOIN dedup.cut_grams
    ON kept.hash = cut_grams.hash
  WHERE
    cut_grams.is_boilerplate
  GROUP BY
    kept.text_no
), worth AS (
  SELECT
    members.cluster_id,
    members.article_id,
    members.incompleteness,
    members.published_earliest,
    members.published_latest,
    COALESCE(texts.word_count, 0) AS word_count,
    COALESCE(texts.prose_words, 0) * (
      1 - COALESCE(standing_lines.cut_count, 0) / GREATEST(COALESCE(texts.gram_count, 1), 1)
    ) AS credible_words
  FROM members
  LEFT JOIN dedup.texts
    ON members.text_no = texts.text_no
  LEFT JOIN standing_lines
    ON members.text_no = standing_lines.text_no
), best AS (
  SELECT
    worth.cluster_id,
    worth.incompleteness,
    MAX(worth.credible_words) AS credible_words
  FROM worth
  GROUP BY
    worth.cluster_id,
    worth.incompleteness
), ranked AS (
  SELECT
    worth.cluster_id,
    worth.article_id,
    ROW_NUMBER() OVER (
      PARTITION BY worth.cluster_id
      ORDER BY worth.incompleteness ASC NULLS LAST, CASE WHEN worth.credible_words * 20 >= best.credible_words * 19 THEN 0 ELSE 1 END ASC NULLS LAST, CASE
        WHEN worth.credible_words * 20 >= best.credible_words * 19
        THEN worth.word_count - worth.credible_words
        ELSE -worth.credible_words
      END ASC NULLS LAST, worth.published_latest ASC NULLS LAST, worth.article_id ASC NULLS LAST
    ) AS representative_rank
  FROM worth
  INNER JOIN best
    ON worth.cluster_id = best.cluster_id AND worth.incompleteness = best.incompleteness
), in_time AS (
  SELECT
    members.cluster_id,
    members.article_id,
    members.published_latest,
    ROW_NUMBER() OVER (
      PARTITION BY members.cluster_id
      ORDER BY members.published_latest ASC NULLS LAST, members.article_id ASC NULLS LAST
    ) AS time_rank,
    COUNT(*) OVER (PARTITION BY members.cluster_id) AS article_count
  FROM members
), others_begin AS (
  SELECT
    members.cluster_id,
    MIN(members.published_earliest) AS earliest,
    COUNT(*) = COUNT(members.published_earliest) AS all_known
  FROM members
  INNER JOIN in_time
    ON members.article_id = in_time.article_id
  WHERE
    in_time.time_rank > 1
  GROUP BY
    members.cluster_id
), firsts AS (
  SELECT
    in_time.cluster_id,
    in_time.article_id
  FROM in_time
  LEFT JOIN others_begin
    ON in_time.cluster_id = others_begin.cluster_id
  WHERE
    in_time.time_rank = 1
    AND (
      in_time.article_count = 1
      OR (
        others_begin.all_known AND in_time.published_latest <= others_begin.earliest
      )
    )
), counted AS (
  SELECT
    members.cluster_id,
    COUNT(*) AS article_count,
    COUNT(DISTINCT members.publisher_id) AS publisher_count,
    MIN(members.published_date) AS first_published_date,
    MAX(members.published_date) AS last_published_date
  FROM members
  GROUP BY
    members.cluster_id
)
SELECT
  counted.cluster_id,
  ranked.article_id AS representative_article_id,
  firsts.article_id AS first_article_id,
  CAST(counted.article_count AS INT) AS article_count,
  CAST(counted.publisher_count AS INT) AS publisher_count,
  counted.first_published_date,
  counted.last_published_date
FROM counted
INNER JOIN ranked
  ON counted.cluster_id = ranked.cluster_id AND ranked.representative_rank = 1
LEFT JOIN firsts
  ON counted.cluster_id = firsts.cluster_id
