/* The article behind each name in the overrides file: an id, a URL, record_path#index, a path (its first record) or a */
/* retired id. */
WITH meanings AS (
  SELECT
    override_names.name,
    article_records.article_id,
    CASE WHEN override_names.name = article_records.article_id THEN 0 ELSE 1 END AS meaning
  FROM work.override_names
  INNER JOIN main.article_records
    ON COALESCE(override_names.url_article_id, override_names.name) = article_records.article_id
  UNION ALL
  SELECT
    override_names.name,
    article_records.article_id,
    CASE WHEN article_records.is_current THEN 2 ELSE 3 END AS meaning
  FROM work.override_names
  INNER JOIN main.article_records
    ON override_names.name = article_records.url
  UNION ALL
  SELECT
    override_names.name,
    article_records.article_id,
    CASE WHEN article_records.is_current THEN 4 ELSE 5 END AS meaning
  FROM work.override_names
  INNER JOIN main.article_records
    ON override_names.name = article_records.record_path || '#' || CAST(article_records.record_index AS STRING)
  UNION ALL
  SELECT
    override_names.name,
    article_records.article_id,
    CASE WHEN article_records.is_current THEN 6 ELSE 7 END AS meaning
  FROM work.override_names
  INNER JOIN main.article_records
    ON override_names.name = article_records.record_path
  WHERE
    article_records.record_index = 0
  UNION ALL
  SELECT
    override_names.name,
    id_aliases.new_id AS article_id,
    8 AS meaning
  FROM work.override_names
  INNER JOIN previous.id_aliases
    ON override_names.name = id_aliases.old_id
  WHERE
    id_aliases.kind = 'article' AND NOT id_aliases.new_id IS NULL
), ranked AS (
  SELECT
    meanings.name,
    meanings.article_id,
    ROW_NUMBER() OVER (
      PARTITION BY meanings.name
      ORDER BY meanings.meaning ASC NULLS LAST, meanings.article_id ASC NULLS LAST
    ) AS position
  FROM meanings
)
SELECT
  ranked.name,
  ranked.article_id
FROM ranked
WHERE
  ranked.position = 1
