/* Grams whose cut this run turned over. */
SELECT
  COALESCE(judged_grams.hash, cut_grams_before.hash) AS hash,
  NOT judged_grams.hash IS NULL AS is_cut
FROM work.cut_grams_before
FULL JOIN work.judged_grams
  ON cut_grams_before.hash = judged_grams.hash
WHERE
  judged_grams.hash IS NULL OR cut_grams_before.hash IS NULL
