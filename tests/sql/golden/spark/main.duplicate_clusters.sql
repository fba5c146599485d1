/* Each cluster with its representative: the most complete article, then the one with the most prose that is not */
/* boilerplate (within a twentieth of the best counts as equal), then the one with the least other text, then the first, */
/* then the one with the smallest id. */
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
), larger_clusters AS (
  SELECT
    members.cluster_id
  FROM members
  GROUP BY
    members.cluster_id
  HAVING
    COUNT(*) > 1
), compared_texts AS (
  SELECT DISTINCT
    members.text_no
  FROM members
  INNER JOIN larger_clusters
    ON members.cluster_id = larger_clusters.cluster_id
  WHERE
    NOT members.text_no IS NULL
), grams AS (
  SELECT
    compared_texts.text_no,
    held.hash
  FROM compared_texts
  INNER JOIN dedup.fingerprints
    ON compared_texts.text_no = fingerprints.text_no
  LATERAL VIEW
  EXPLODE(fingerprints.hashes) held AS hash
), boilerplate AS (
  SELECT
    grams.text_no,
    COUNT(*) AS gram_count
  FROM grams
  INNER JOIN dedup.cut_grams
    ON grams.hash = cut_grams.hash
  WHERE
    cut_grams.is_boilerplate
  GROUP BY
    grams.text_no
), credibility AS (
  SELECT
    members.cluster_id,
    members.article_id,
    members.incompleteness,
    members.published_earliest,
    members.published_latest,
    COALESCE(texts.word_count, 0) AS word_count,
    COALESCE(texts.prose_words, 0) * (
      1 - COALESCE(boilerplate.gram_count, 0) / GREATEST(COALESCE(texts.gram_count, 1), 1)
    ) AS credible_words
  FROM members
  LEFT JOIN dedup.texts
    ON members.text_no = texts.text_no
  LEFT JOIN boilerplate
    ON members.text_no = boilerplate.text_no
), best AS (
  SELECT
    credibility.cluster_id,
    credibility.incompleteness,
    MAX(credibility.credible_words) AS credible_words
  FROM credibility
  GROUP BY
    credibility.cluster_id,
    credibility.incompleteness
), ranked AS (
  SELECT
    credibility.cluster_id,
    credibility.article_id,
    ROW_NUMBER() OVER (
      PARTITION BY credibility.cluster_id
      ORDER BY credibility.incompleteness ASC NULLS LAST, CASE
        WHEN credibility.credible_words * 20 >= best.credible_words * 19
        THEN 0
        ELSE 1
      END ASC NULLS LAST, CASE
        WHEN credibility.credible_words * 20 >= best.credible_words * 19
        THEN credibility.word_count - credibility.credible_words
        ELSE -credibility.credible_words
      END ASC NULLS LAST, credibility.published_latest ASC NULLS LAST, credibility.article_id ASC NULLS LAST
    ) AS representative_rank
  FROM credibility
  INNER JOIN best
    ON credibility.cluster_id = best.cluster_id
    AND credibility.incompleteness = best.incompleteness
), by_time AS (
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
), other_articles AS (
  SELECT
    members.cluster_id,
    MIN(members.published_earliest) AS earliest,
    COUNT(*) = COUNT(members.published_earliest) AS all_known
  FROM members
  INNER JOIN by_time
    ON members.article_id = by_time.article_id
  WHERE
    by_time.time_rank > 1
  GROUP BY
    members.cluster_id
), firsts AS (
  SELECT
    by_time.cluster_id,
    by_time.article_id
  FROM by_time
  LEFT JOIN other_articles
    ON by_time.cluster_id = other_articles.cluster_id
  WHERE
    by_time.time_rank = 1
    AND (
      by_time.article_count = 1
      OR (
        other_articles.all_known AND by_time.published_latest <= other_articles.earliest
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
