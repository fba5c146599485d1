/* The titles, teasers, texts and URLs of the records that are taken out. */
SELECT
  articles.title,
  articles.teaser,
  articles.url,
  articles.canonical_url,
  stored_bodies.body
FROM work.stored_bodies
RIGHT JOIN staging.articles
  ON stored_bodies.content_hash = articles.content_hash /* noqa: CV08 */
INNER JOIN work.new_removals
  ON articles.record_key = new_removals.record_key
