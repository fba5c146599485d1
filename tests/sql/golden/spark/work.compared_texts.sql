/* The texts to compare in each group of touched periods: its own, and those of other periods that begin or end within */
/* the window. Touched periods before it are compared with it in their group. */
WITH groups AS (
  SELECT DISTINCT
    period_groups.language,
    period_groups.group_no,
    period_groups.first_time,
    period_groups.last_time
  FROM work.period_groups
), near_periods AS (
  SELECT
    groups.language,
    groups.group_no,
    groups.first_time,
    groups.last_time,
    language_periods.period,
    COALESCE(period_groups.group_no = groups.group_no, FALSE) AS is_own
  FROM groups
  INNER JOIN work.language_periods
    ON groups.language = language_periods.language
    AND groups.last_time >= language_periods.first_time
    AND groups.first_time <= language_periods.last_time
  LEFT JOIN work.period_groups
    ON language_periods.language = period_groups.language
    AND language_periods.period = period_groups.period
  WHERE
    period_groups.group_no IS NULL OR period_groups.group_no >= groups.group_no
)
SELECT
  near_periods.language,
  near_periods.group_no,
  near_periods.is_own,
  story_terms.cluster_id
FROM near_periods
INNER JOIN dedup.story_terms
  ON near_periods.language = story_terms.language
  AND near_periods.period = story_terms.period
WHERE
  near_periods.is_own
  OR (
    story_terms.since <= near_periods.last_time
    AND story_terms.until >= near_periods.first_time
  )
