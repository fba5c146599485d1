-- The texts of records whose title changes in this run, with the new one.
select
    new_titles.record_key,
    new_titles.title,
    stored_bodies.body
from work.stored_bodies
right join staging.articles on stored_bodies.content_hash = articles.content_hash -- noqa: CV08
inner join work.new_titles on articles.record_key = new_titles.record_key
