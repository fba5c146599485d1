/* Which group keeps which old id (the rules are core's, stable_ids). An old id stays with the largest part of its old */
/* members, of equal parts the one of the group with the smallest member; of the ids that meet in a group the oldest */
/* stays, of equal age the smallest. */
WITH smallest_members AS (
  SELECT
    id_parts.label,
    MIN(id_parts.smallest_member) AS smallest_member
  FROM work.id_parts
  GROUP BY
    id_parts.label
), largest_parts AS (
  SELECT
    id_parts.label,
    id_parts.old_id,
    ROW_NUMBER() OVER (
      PARTITION BY id_parts.old_id
      ORDER BY id_parts.member_count DESC, smallest_members.smallest_member ASC NULLS LAST
    ) AS position
  FROM work.id_parts
  INNER JOIN smallest_members
    ON id_parts.label = smallest_members.label
  WHERE
    NOT id_parts.old_id IS NULL
)
SELECT
  largest_parts.label,
  largest_parts.old_id,
  ROW_NUMBER() OVER (
    PARTITION BY largest_parts.label
    ORDER BY id_ages.age ASC NULLS LAST, largest_parts.old_id ASC NULLS LAST
  ) = 1 AS is_kept
FROM largest_parts
LEFT JOIN work.id_ages
  ON largest_parts.old_id = id_ages.old_id
WHERE
  largest_parts.position = 1
