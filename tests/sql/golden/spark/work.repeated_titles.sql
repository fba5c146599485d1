/* Titles that pages with one stated title repeat, whether as their own or beside it. Of an address one text counts: the */
/* others are its revisions. */
WITH places AS (
  SELECT
    title_statements.publisher_domain,
    title_statements.stated_title,
    title_statements.value AS title,
    title_statements.address_id,
    MIN(title_statements.text_hash) AS text_hash
  FROM work.title_statements
  GROUP BY
    title_statements.publisher_domain,
    title_statements.stated_title,
    title_statements.value,
    title_statements.address_id
)
SELECT
  places.publisher_domain,
  places.stated_title,
  places.title,
  COUNT(DISTINCT places.text_hash) AS page_count
FROM places
GROUP BY
  places.publisher_domain,
  places.stated_title,
  places.title
HAVING
  COUNT(DISTINCT places.text_hash) >= :min_pages
