/* What the reviewed pages state, if the title that each states as its own is shared. */
SELECT
  title_statements.record_key,
  title_statements.publisher_domain,
  title_statements.stated_title,
  title_statements.stated_method,
  title_statements.content_hash,
  title_statements.value,
  title_statements.method,
  title_statements.confidence,
  title_statements.is_chosen,
  title_statements.note
FROM work.title_statements
INNER JOIN work.reviewed_pages
  ON title_statements.record_key = reviewed_pages.record_key
INNER JOIN work.found_titles
  ON title_statements.publisher_domain = found_titles.publisher_domain
  AND title_statements.stated_title = found_titles.stated_title
  AND title_statements.stated_title = found_titles.title
