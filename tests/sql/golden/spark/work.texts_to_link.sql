/* All texts of components with a touched text. A text that no pair connects is a component of its own. */
WITH touched_components AS (
  SELECT DISTINCT
    COALESCE(text_components.component, relinked_texts.text_no) AS component
  FROM work.relinked_texts
  LEFT JOIN work.text_components
    ON relinked_texts.text_no = text_components.key
)
SELECT
  texts.text_no,
  texts.text_hash,
  texts.word_count,
  touched_components.component
FROM dedup.texts
LEFT JOIN work.text_components
  ON texts.text_no = text_components.key
INNER JOIN touched_components
  ON COALESCE(text_components.component, texts.text_no) = touched_components.component
