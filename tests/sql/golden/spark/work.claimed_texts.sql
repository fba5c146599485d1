/* What was found at each address that declares a URL, and at the URL itself: every title and text once. */
WITH found AS (
  SELECT DISTINCT
    url_claimants.url_id,
    url_claimants.address_id,
    url_claimants.content_hash,
    url_claimants.stated_hash,
    url_claimants.title
  FROM work.url_claimants
)
SELECT
  found.url_id,
  found.address_id,
  found.content_hash,
  found.stated_hash,
  found.title,
  stored_bodies.body
FROM work.stored_bodies
RIGHT JOIN found
  ON stored_bodies.content_hash = found.content_hash /* noqa: CV08 */
