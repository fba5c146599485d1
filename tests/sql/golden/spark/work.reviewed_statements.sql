/* What the reviewed pages state, if the title that each states as its own is shared: with all titles that are shared by */
/* such pages, and the hash of the content under the title that the page states. */
WITH shared AS (
  SELECT
    found_titles.publisher_domain,
    found_titles.stated_title,
    ARRAY_SORT(COLLECT_LIST(found_titles.title)) AS shared_titles
  FROM work.found_titles
  GROUP BY
    found_titles.publisher_domain,
    found_titles.stated_title
  HAVING
    MAX(CASE WHEN found_titles.title = found_titles.stated_title THEN 1 ELSE 0 END) = 1
)
SELECT
  title_statements.record_key,
  title_statements.publisher_domain,
  title_statements.stated_title,
  title_statements.stated_method,
  COALESCE(replaced_titles.stated_content_hash, title_statements.content_hash) AS stated_content_hash,
  title_statements.value,
  title_statements.method,
  title_statements.confidence,
  title_statements.is_chosen,
  title_statements.note,
  shared.shared_titles
FROM work.title_statements
INNER JOIN work.reviewed_pages
  ON title_statements.record_key = reviewed_pages.record_key
INNER JOIN shared
  ON title_statements.publisher_domain = shared.publisher_domain
  AND title_statements.stated_title = shared.stated_title
LEFT JOIN staging.replaced_titles
  ON title_statements.record_key = replaced_titles.record_key
