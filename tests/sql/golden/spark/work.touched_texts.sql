/* Texts that gained or lost an article. */
SELECT
  article_changes.old_text_no AS text_no
FROM work.article_changes
WHERE
  NOT article_changes.old_text_no IS NULL
UNION
SELECT
  texts.text_no
FROM work.article_changes
INNER JOIN dedup.texts
  ON article_changes.text_hash = texts.text_hash
