-- Publishers of articles. The name is that in the list of outlets, else the spelling in most of their records; ties go
-- by name, then by method.
with spellings as (
    select
        articles.publisher_id,
        articles.publisher_name,
        articles.publisher_name_method,
        count(*) as record_count
    from staging.articles
    where articles.publisher_id is not null and articles.publisher_name is not null
    group by articles.publisher_id, articles.publisher_name, articles.publisher_name_method
),

name_counts as (
    select
        spellings.publisher_id,
        spellings.publisher_name,
        spellings.publisher_name_method,
        spellings.record_count,
        sum(spellings.record_count)
            over (partition by spellings.publisher_id, spellings.publisher_name)
            as name_count
    from spellings
),

names as (
    select
        name_counts.publisher_id,
        name_counts.publisher_name,
        name_counts.publisher_name_method,
        row_number() over (
            partition by name_counts.publisher_id
            order by
                name_counts.name_count desc,
                name_counts.publisher_name asc,
                name_counts.record_count desc,
                name_counts.publisher_name_method asc
        ) as name_rank
    from name_counts
)

select
    current_articles.publisher_id,
    max(current_articles.publisher_domain) as publisher_domain,
    max(coalesce(publisher_groups.publisher_name, names.publisher_name)) as publisher_name,
    max(case when publisher_groups.line is null then names.publisher_name_method else 'person' end) as name_method,
    count(*) as article_count,
    min(current_articles.published_date) as first_published_date,
    max(current_articles.published_date) as last_published_date
from staging.current_articles
left join names on current_articles.publisher_id = names.publisher_id and names.name_rank = 1
left join main.publisher_groups on current_articles.publisher_id = publisher_groups.publisher_id
where current_articles.publisher_id is not null
group by current_articles.publisher_id
