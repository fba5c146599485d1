-- Clusters and stories by the number of articles in them.
with groups as (
    select
        'clusters' as kind,
        article_count
    from main.duplicate_clusters
    union all
    select
        'stories' as kind,
        article_count
    from main.stories
)

select
    kind,
    case
        when article_count <= 2 then article_count
        when article_count <= 5 then 3
        when article_count <= 10 then 6
        when article_count <= 20 then 11
        when article_count <= 100 then 21
        else 101
    end as least,
    count(*) as groups,
    cast(sum(article_count) as bigint) as articles,
    max(article_count) as largest
from groups
group by kind, least
order by kind, least
