-- Articles with a record in this run, those that records moved from or to, those whose publisher a record of it ties to
-- a domain, or no longer does, and those of outlets whose line in the list changed; in a full run all articles.
with this_run as (
    select
        run.run_id,
        run.is_full
    from work.run
),

named as (
    select
        articles.article_id,
        coalesce(listed_outlets.publisher_id, publisher_ties.publisher_id, articles.publisher_id) as publisher_id
    from staging.articles
    left join work.listed_outlets on articles.record_key = listed_outlets.record_key
    left join work.publisher_ties on articles.publisher_id = publisher_ties.publisher_name_key
    where articles.publisher_domain is null and articles.publisher_id is not null
)

select articles.article_id
from staging.articles
inner join this_run on this_run.is_full or articles.run_id = this_run.run_id
union
select moved_articles.article_id
from work.moved_articles
union
select named.article_id
from named
inner join previous.articles
    on
        named.article_id = articles.article_id
        and articles.publisher_domain is null
        and named.publisher_id <> articles.publisher_id
union
select articles.article_id
from staging.articles
inner join work.changed_outlets
    on coalesce(articles.publisher_domain, articles.publisher_id) = changed_outlets.publisher_key
union
select articles.article_id
from staging.articles
inner join work.publisher_ties
    on articles.publisher_domain is null and articles.publisher_id = publisher_ties.publisher_name_key
inner join work.changed_outlets on publisher_ties.publisher_id = changed_outlets.publisher_key
