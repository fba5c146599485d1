/* Grams of the texts whose articles changed; every other gram stands where it stood. */
SELECT DISTINCT
  fingerprints.hash
FROM dedup.fingerprints
INNER JOIN work.touched_texts
  ON fingerprints.text_no = touched_texts.text_no
