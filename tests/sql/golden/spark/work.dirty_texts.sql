/* Texts whose candidates must be sought: new ones, and holders of a gram that is no longer cut. */
SELECT
  new_texts.text_no
FROM work.new_texts
UNION
SELECT
  fingerprints.text_no
FROM dedup.fingerprints
INNER JOIN work.gram_flips
  ON fingerprints.hash = gram_flips.hash
WHERE
  NOT gram_flips.is_cut
