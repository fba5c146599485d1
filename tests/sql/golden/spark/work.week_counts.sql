/* Clusters of each language and week. */
SELECT
  story_terms.language,
  story_terms.week,
  COUNT(*) AS texts
FROM dedup.story_terms
WHERE
  NOT story_terms.language IS NULL AND NOT story_terms.week IS NULL
GROUP BY
  story_terms.language,
  story_terms.week
ORDER BY
  story_terms.language NULLS LAST,
  story_terms.week NULLS LAST
