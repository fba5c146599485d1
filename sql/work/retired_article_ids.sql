-- Ids of published articles that have no record any more, each with the article of the text that was shown.
select
    moved_records.old_article_id as old_id,
    min(moved_records.article_id) as new_id
from work.moved_records
inner join staging.articles as records on moved_records.record_key = records.record_key
inner join previous.articles
    on
        moved_records.old_article_id = articles.article_id
        and records.content_hash = articles.content_hash
left join staging.current_articles on moved_records.old_article_id = current_articles.article_id
where current_articles.article_id is null
group by moved_records.old_article_id
