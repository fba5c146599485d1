/* Pages whose title is decided: those new in a run, those of which a title has become shared, or ceased to be, in this */
/* run, and in a full run all. */
WITH now AS (
  SELECT
    found_titles.publisher_domain,
    found_titles.stated_title,
    found_titles.title
  FROM work.found_titles
), before AS (
  SELECT DISTINCT
    shared_titles.publisher_domain,
    shared_titles.stated_title,
    shared_titles.title
  FROM staging.shared_titles
  INNER JOIN work.title_pages
    ON shared_titles.publisher_domain = title_pages.publisher_domain
    AND shared_titles.stated_title = title_pages.stated_title
), changed AS (
  SELECT DISTINCT
    COALESCE(now.publisher_domain, before.publisher_domain) AS publisher_domain,
    COALESCE(now.stated_title, before.stated_title) AS stated_title
  FROM now
  FULL JOIN before
    ON now.publisher_domain = before.publisher_domain
    AND now.stated_title = before.stated_title
    AND now.title = before.title
  WHERE
    now.title IS NULL OR before.title IS NULL
)
SELECT
  title_pages.record_key
FROM work.title_pages
LEFT JOIN changed
  ON title_pages.publisher_domain = changed.publisher_domain
  AND title_pages.stated_title = changed.stated_title
WHERE
  title_pages.is_new OR NOT changed.stated_title IS NULL
UNION
SELECT
  title_pages.record_key
FROM work.title_pages
CROSS JOIN work.run
WHERE
  run.is_full
UNION
SELECT
  replaced_titles.record_key
FROM staging.replaced_titles
CROSS JOIN work.run
WHERE
  run.is_full
