-- The texts of all records of articles that records moved from or to, or got another title in, as if this run had read
-- them. They are still stored under the hash with the title before.
with records as (
    select
        articles.record_key,
        coalesce(moved_records.article_id, articles.article_id) as article_id,
        coalesce(moved_records.content_hash, articles.content_hash) as content_hash,
        articles.content_hash as stored_content_hash,
        articles.text_hash,
        coalesce(moved_records.title, articles.title) as title,
        articles.word_count
    from staging.articles
    left join work.moved_records on articles.record_key = moved_records.record_key
    inner join work.moved_articles on articles.article_id = moved_articles.article_id
)

select
    records.record_key,
    records.article_id,
    records.content_hash,
    records.text_hash,
    records.title,
    stored_bodies.body,
    records.word_count
from work.stored_bodies
right join records on stored_bodies.content_hash = records.stored_content_hash -- noqa: CV08
