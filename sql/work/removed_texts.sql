-- The titles, teasers, texts and URLs of the records that are taken out.
select
    articles.title,
    articles.teaser,
    articles.url,
    articles.canonical_url,
    stored_bodies.body
from work.stored_bodies
right join staging.articles on stored_bodies.content_hash = articles.content_hash -- noqa: CV08
inner join work.new_removals on articles.record_key = new_removals.record_key
