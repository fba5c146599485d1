/* Large families: texts at least a third of whose grams are too common to be followed (and no standing lines), each */
/* paired with the texts that are among the first four by hash of those holding such a gram, if they share a third of */
/* the shorter's grams in that way. Twenty thousand prints of one text so cost a few rows each, not all their pairs. */
WITH prints AS (
  SELECT
    texts.text_no,
    texts.text_hash,
    texts.gram_count
  FROM dedup.texts
  INNER JOIN work.common_holders
    ON texts.text_no = common_holders.text_no
  GROUP BY
    texts.text_no,
    texts.text_hash,
    texts.gram_count
  HAVING
    COUNT(*) * 3 >= texts.gram_count
), holders AS (
  SELECT
    common_holders.hash,
    prints.text_no,
    prints.text_hash,
    prints.gram_count,
    ROW_NUMBER() OVER (PARTITION BY common_holders.hash ORDER BY prints.text_hash ASC NULLS LAST) AS position
  FROM work.common_holders
  INNER JOIN prints
    ON common_holders.text_no = prints.text_no
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
