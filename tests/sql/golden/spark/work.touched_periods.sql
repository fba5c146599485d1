/* Periods whose texts changed: those that gained or lost a text, or a whole week of them. */
WITH moved_texts AS (
  SELECT
    story_terms.language,
    story_terms.period AS old_period,
    periods.period AS new_period
  FROM dedup.story_terms
  INNER JOIN work.periods
    ON story_terms.language = periods.language AND story_terms.week = periods.week
  WHERE
    story_terms.period IS DISTINCT FROM periods.period
), candidates AS (
  SELECT
    moved_texts.language,
    moved_texts.new_period AS period
  FROM moved_texts
  UNION
  SELECT
    moved_texts.language,
    moved_texts.old_period AS period
  FROM moved_texts
  UNION
  SELECT
    left_periods.language,
    left_periods.period
  FROM work.left_periods
)
SELECT DISTINCT
  candidates.language,
  candidates.period
FROM candidates
INNER JOIN work.periods
  ON candidates.language = periods.language AND candidates.period = periods.period
