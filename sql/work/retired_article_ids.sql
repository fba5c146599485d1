-- Ids of published articles that have no record any more: each with the article of the text that was shown, if its
-- records moved there, or without one if they were taken out.
with moved as (
    select
        moved_records.old_article_id as old_id,
        moved_records.article_id as new_id
    from work.moved_records
    inner join previous.articles
        on
            moved_records.old_article_id = articles.article_id
            and moved_records.old_content_hash = articles.content_hash
),

removed as (
    select
        removed_records.article_id as old_id,
        cast(null as varchar) as new_id
    from work.removed_records
    inner join previous.articles on removed_records.article_id = articles.article_id
),

gone as (
    select
        moved.old_id,
        moved.new_id
    from moved
    union all
    select
        removed.old_id,
        removed.new_id
    from removed
)

select
    gone.old_id,
    min(gone.new_id) as new_id
from gone
left join staging.current_articles on gone.old_id = current_articles.article_id
where current_articles.article_id is null
group by gone.old_id
