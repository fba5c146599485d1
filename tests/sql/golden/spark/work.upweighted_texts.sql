/* Earlier texts with a gram that now weighs more than before: their candidate pairs are sought again. */
SELECT DISTINCT
  changed_postings.text_no
FROM work.changed_postings
WHERE
  changed_postings.weight_change > 0
