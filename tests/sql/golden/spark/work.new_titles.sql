/* Reviewed pages whose title changes, with the new one: the title chosen in place of a shared one, or again the one */
/* that the page states. */
WITH before AS (
  SELECT
    replaced_titles.record_key,
    replaced_titles.stated_title,
    replaced_titles.title
  FROM staging.replaced_titles
  INNER JOIN work.reviewed_pages
    ON replaced_titles.record_key = reviewed_pages.record_key
)
SELECT
  COALESCE(chosen_titles.record_key, before.record_key) AS record_key,
  COALESCE(chosen_titles.title, before.stated_title) AS title
FROM work.chosen_titles
FULL JOIN before
  ON chosen_titles.record_key = before.record_key
WHERE
  chosen_titles.title IS DISTINCT FROM before.title
