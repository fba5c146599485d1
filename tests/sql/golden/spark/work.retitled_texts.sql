/* The texts of records whose title changes in this run, with the new one. */
SELECT
  new_titles.record_key,
  new_titles.title,
  stored_bodies.body
FROM work.stored_bodies
RIGHT JOIN staging.articles
  ON stored_bodies.content_hash = articles.content_hash /* noqa: CV08 */
INNER JOIN work.new_titles
  ON articles.record_key = new_titles.record_key
