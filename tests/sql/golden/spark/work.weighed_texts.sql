/* The texts of touched periods, in parts that an executor can hold, how many the period has, and the kept grams of the */
/* representative, which are looked up here for all that follows. */
SELECT
  story_terms.language,
  periods.period,
  SUBSTRING(story_terms.cluster_id, 1, period_sizes.digits) AS part,
  story_terms.cluster_id,
  period_sizes.texts,
  fingerprints.hashes AS grams
FROM dedup.story_terms
INNER JOIN work.periods
  ON story_terms.language = periods.language AND story_terms.week = periods.week
INNER JOIN work.period_sizes
  ON periods.language = period_sizes.language AND periods.period = period_sizes.period
LEFT JOIN dedup.article_texts
  ON story_terms.article_id = article_texts.article_id
LEFT JOIN dedup.fingerprints
  ON article_texts.text_no = fingerprints.text_no
