/* Large families: texts at least a third of whose grams are too common to be followed (and no standing lines), each */
/* paired with the texts that are among the first four by hash of those holding such a gram, if they share a third of */
/* the shorter's grams in that way. Twenty thousand prints of one text so cost a few rows each, not all their pairs. */
WITH common AS (
  SELECT
    cut_grams.hash
  FROM dedup.cut_grams
  WHERE
    cut_grams.text_count > 200 AND NOT cut_grams.is_boilerplate
), held AS (
  SELECT
    fingerprints.text_no,
    fingerprints.hash
  FROM dedup.fingerprints
  INNER JOIN common
    ON fingerprints.hash = common.hash
), prints AS (
  SELECT
    texts.text_no,
    texts.text_hash,
    texts.gram_count
  FROM dedup.texts
  INNER JOIN held
    ON texts.text_no = held.text_no
  GROUP BY
    texts.text_no,
    texts.text_hash,
    texts.gram_count
  HAVING
    COUNT(*) * 3 >= texts.gram_count
), holders AS (
  SELECT
    held.hash,
    prints.text_no,
    prints.text_hash,
    prints.gram_count,
    ROW_NUMBER() OVER (PARTITION BY held.hash ORDER BY prints.text_hash ASC NULLS LAST) AS position
  FROM held
  INNER JOIN prints
    ON held.text_no = prints.text_no
)
SELECT
  leaders.text_no AS left_text_no,
  holders.text_no AS right_text_no
FROM holders
INNER JOIN holders AS leaders
  ON holders.hash = leaders.hash
WHERE
  leaders.position <= 4 AND leaders.text_hash < holders.text_hash
GROUP BY
  leaders.text_no,
  leaders.gram_count,
  holders.text_no,
  holders.gram_count
HAVING
  COUNT(*) * 3 >= LEAST(leaders.gram_count, holders.gram_count)
