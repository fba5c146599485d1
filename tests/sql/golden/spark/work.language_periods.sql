/* The periods of each language: the time that their texts span, how many there are, and whether they changed. */
SELECT
  story_terms.language,
  story_terms.period,
  MIN(story_terms.since) AS first_time,
  MAX(story_terms.until) AS last_time,
  COUNT(*) AS texts,
  COUNT(touched_periods.period) > 0 AS is_touched
FROM dedup.story_terms
LEFT JOIN work.touched_periods
  ON story_terms.language = touched_periods.language
  AND story_terms.period = touched_periods.period
WHERE
  NOT story_terms.language IS NULL AND NOT story_terms.period IS NULL
GROUP BY
  story_terms.language,
  story_terms.period
