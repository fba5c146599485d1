-- Articles with a record in this run; in a full run all articles.
with this_run as (
    select
        run.run_id,
        run.is_full
    from work.run
)

select distinct articles.article_id
from staging.articles
inner join this_run on this_run.is_full or articles.run_id = this_run.run_id
