/* The titles that these records state, if the one each states as its own is a page's: rows keep theirs. */
WITH stated AS (
  SELECT
    title_pages.record_key,
    title_pages.publisher_domain,
    title_pages.stated_title,
    title_pages.content_hash,
    title_pages.text_hash,
    title_pages.address_id,
    field_evidence.value,
    field_evidence.method,
    field_evidence.confidence,
    field_evidence.is_chosen,
    field_evidence.note
  FROM staging.field_evidence
  INNER JOIN work.title_pages
    ON field_evidence.record_key = title_pages.record_key
  WHERE
    field_evidence.field = 'title'
), pages AS (
  SELECT
    stated.record_key,
    stated.method
  FROM stated
  WHERE
    stated.is_chosen
    AND SPLIT_PART(stated.method, '.', 1) IN ('html', 'meta', 'jsonld', 'microdata')
)
SELECT
  stated.record_key,
  stated.publisher_domain,
  stated.stated_title,
  pages.method AS stated_method,
  stated.content_hash,
  stated.text_hash,
  stated.address_id,
  stated.value,
  stated.method,
  stated.confidence,
  stated.is_chosen,
  stated.note
FROM stated
INNER JOIN pages
  ON stated.record_key = pages.record_key
