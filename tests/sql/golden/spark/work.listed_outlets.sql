/* The outlet of the list that each record is of. An address decides before a name: the longest path, else the host with */
/* the most labels, else the domain. A name decides only where the record has no domain, and only if one outlet of the */
/* list has it. */
WITH outlets AS (
  SELECT
    publisher_groups.publisher_id,
    publisher_groups.publisher_name,
    publisher_groups.publisher_domain,
    publisher_groups.publisher_name_key,
    SIZE(SPLIT(publisher_groups.publisher_id, CONCAT('\\Q', '.', '\\E'))) AS labels,
    COUNT(*) OVER (PARTITION BY publisher_groups.publisher_name_key) AS namesakes
  FROM main.publisher_groups
  WHERE
    NOT publisher_groups.publisher_id IS NULL
), addresses AS (
  SELECT
    articles.record_key,
    articles.publisher_domain,
    REGEXP_REPLACE(
      COALESCE(articles.canonical_url, articles.url),
      '^https?://((www|m|amp|mobile)[.])?',
      ''
    ) AS address
  FROM staging.articles
  WHERE
    articles.publisher_domain IN (
      SELECT
        outlets.publisher_domain
      FROM outlets
    )
), fits AS (
  SELECT
    addresses.record_key,
    outlets.publisher_id,
    outlets.publisher_name,
    outlets.labels,
    addresses.address = outlets.publisher_id
    OR STARTSWITH(addresses.address, outlets.publisher_id || '/')
    OR STARTSWITH(addresses.address, outlets.publisher_id || '?')
    OR STARTSWITH(addresses.address, outlets.publisher_id || '#') AS is_prefix,
    SPLIT_PART(addresses.address, '/', 1) LIKE '%.' || outlets.publisher_id AS is_host_above,
    outlets.publisher_id = outlets.publisher_domain AS is_domain,
    outlets.publisher_id LIKE '%/%' AS has_path
  FROM addresses
  INNER JOIN outlets
    ON addresses.publisher_domain = outlets.publisher_domain
), by_address AS (
  SELECT
    fits.record_key,
    fits.publisher_id,
    fits.publisher_name,
    CASE WHEN fits.has_path THEN 4 ELSE 3 END AS priority,
    CASE WHEN fits.has_path THEN 0 ELSE fits.labels END AS labels
  FROM fits
  WHERE
    fits.is_prefix OR fits.is_host_above OR fits.is_domain
), names AS (
  SELECT
    outlets.publisher_id AS name,
    outlets.publisher_id,
    outlets.publisher_name,
    2 AS priority,
    outlets.labels
  FROM outlets
  UNION ALL
  SELECT
    outlets.publisher_name_key AS name,
    outlets.publisher_id,
    outlets.publisher_name,
    1 AS priority,
    outlets.labels
  FROM outlets
  WHERE
    outlets.namesakes = 1
), by_name AS (
  SELECT
    articles.record_key,
    names.publisher_id,
    names.publisher_name,
    names.priority,
    names.labels
  FROM staging.articles
  INNER JOIN names
    ON articles.publisher_id = names.name
  WHERE
    articles.publisher_domain IS NULL
), by_tie AS (
  SELECT
    articles.record_key,
    outlets.publisher_id,
    outlets.publisher_name,
    0 AS priority,
    outlets.labels
  FROM staging.articles
  INNER JOIN work.publisher_ties
    ON articles.publisher_id = publisher_ties.publisher_name_key
  INNER JOIN outlets
    ON publisher_ties.publisher_id = outlets.publisher_id
  WHERE
    articles.publisher_domain IS NULL
), ranked AS (
  SELECT
    found.record_key,
    found.publisher_id,
    found.publisher_name,
    ROW_NUMBER() OVER (
      PARTITION BY found.record_key
      ORDER BY found.priority DESC, found.labels DESC, found.publisher_id DESC
    ) AS position
  FROM (
    SELECT
      *
    FROM by_address
    UNION ALL
    SELECT
      *
    FROM by_name
    UNION ALL
    SELECT
      *
    FROM by_tie
  ) AS found
)
SELECT
  ranked.record_key,
  ranked.publisher_id,
  ranked.publisher_name
FROM ranked
WHERE
  ranked.position = 1
