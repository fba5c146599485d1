/* Texts of a language to compare with those of $period: its own, and those of other periods that begin or end within */
/* the window. Touched periods before it have been compared with it already. */
SELECT
  story_terms.cluster_id,
  story_terms.article_id,
  story_terms.publisher_id,
  story_terms.since,
  story_terms.until,
  story_terms.is_dated,
  story_terms.word_count,
  story_terms.weekdays,
  story_terms.frame_share,
  story_terms.term_words,
  story_terms.term_weights,
  story_terms.period = :period AS is_of_period,
  fingerprints.hashes AS grams
FROM dedup.story_terms
LEFT JOIN dedup.article_texts
  ON story_terms.article_id = article_texts.article_id
LEFT JOIN dedup.fingerprints
  ON article_texts.text_no = fingerprints.text_no
LEFT JOIN work.touched_periods
  ON story_terms.language = touched_periods.language
  AND story_terms.period = touched_periods.period
  AND touched_periods.period < :period
WHERE
  story_terms.language = :language
  AND touched_periods.period IS NULL
  AND (
    story_terms.period = :period
    OR (
      story_terms.since <= :last AND story_terms.until >= :first
    )
  )
ORDER BY
  story_terms.article_id NULLS LAST
