/* Texts whose candidates must be sought: new ones, and holders of a gram that says more than it did. */
SELECT
  new_texts.text_no
FROM work.new_texts
UNION
SELECT
  flip_holders.text_no
FROM work.flip_holders
WHERE
  flip_holders.weight_change > 0
