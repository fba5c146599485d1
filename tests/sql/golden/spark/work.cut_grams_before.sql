/* What was cut before this run, of the grams it looks at. */
SELECT
  cut_grams.hash
FROM dedup.cut_grams
INNER JOIN work.touched_grams
  ON cut_grams.hash = touched_grams.hash
