/* The time that the texts of each touched period span. */
SELECT
  story_terms.language,
  story_terms.period,
  MIN(story_terms.since) AS first_time,
  MAX(story_terms.until) AS last_time
FROM dedup.story_terms
INNER JOIN work.touched_periods
  ON story_terms.language = touched_periods.language
  AND story_terms.period = touched_periods.period
GROUP BY
  story_terms.language,
  story_terms.period
ORDER BY
  story_terms.language NULLS LAST,
  story_terms.period NULLS LAST
