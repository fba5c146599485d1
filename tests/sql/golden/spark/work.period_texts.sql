/* The texts of a period of a language: their stored terms, and the kept grams of the representative. */
SELECT
  story_terms.cluster_id,
  story_terms.article_id,
  story_terms.content_hash,
  story_terms.publisher_id,
  story_terms.language,
  story_terms.since,
  story_terms.until,
  story_terms.is_dated,
  story_terms.week,
  periods.period,
  story_terms.word_count,
  story_terms.weekdays,
  story_terms.term_words,
  story_terms.term_counts,
  story_terms.term_rarities,
  fingerprints.hashes AS grams
FROM dedup.story_terms
INNER JOIN work.periods
  ON story_terms.language = periods.language AND story_terms.week = periods.week
LEFT JOIN dedup.article_texts
  ON story_terms.article_id = article_texts.article_id
LEFT JOIN dedup.fingerprints
  ON article_texts.text_no = fingerprints.text_no
WHERE
  story_terms.language = :language AND periods.period = :period
ORDER BY
  story_terms.article_id NULLS LAST
