/* Texts of the pages that repeat a title, those of the smallest hashes and one an address: they tell whether the pages */
/* are more than versions of one article. */
WITH places AS (
  SELECT
    title_statements.publisher_domain,
    title_statements.stated_title,
    title_statements.value AS title,
    repeated_titles.page_count,
    title_statements.address_id,
    MIN(title_statements.text_hash) AS text_hash
  FROM work.title_statements
  INNER JOIN work.repeated_titles
    ON title_statements.publisher_domain = repeated_titles.publisher_domain
    AND title_statements.stated_title = repeated_titles.stated_title
    AND title_statements.value = repeated_titles.title
  WHERE
    NOT title_statements.text_hash IS NULL
  GROUP BY
    title_statements.publisher_domain,
    title_statements.stated_title,
    title_statements.value,
    repeated_titles.page_count,
    title_statements.address_id
), texts AS (
  SELECT DISTINCT
    places.publisher_domain,
    places.stated_title,
    places.title,
    places.page_count,
    places.text_hash
  FROM places
), ranked AS (
  SELECT
    texts.publisher_domain,
    texts.stated_title,
    texts.title,
    texts.page_count,
    texts.text_hash,
    ROW_NUMBER() OVER (
      PARTITION BY texts.publisher_domain, texts.stated_title, texts.title
      ORDER BY texts.text_hash ASC NULLS LAST
    ) AS text_rank
  FROM texts
), contents AS (
  SELECT
    title_statements.text_hash,
    MIN(title_statements.content_hash) AS content_hash
  FROM work.title_statements
  GROUP BY
    title_statements.text_hash
)
SELECT
  ranked.publisher_domain,
  ranked.stated_title,
  ranked.title,
  ranked.page_count,
  ranked.text_hash,
  contents.content_hash
FROM ranked
INNER JOIN contents
  ON ranked.text_hash = contents.text_hash
WHERE
  ranked.text_rank <= :max_texts
