-- Clusters and their articles by size of the cluster.
with sized as (
    select
        duplicate_clusters.article_count,
        case
            when duplicate_clusters.article_count = 1 then '1'
            when duplicate_clusters.article_count = 2 then '2'
            when duplicate_clusters.article_count <= 5 then '3-5'
            when duplicate_clusters.article_count <= 20 then '6-20'
            else '21+'
        end as size
    from main.duplicate_clusters
)

select
    sized.size,
    count(*) as clusters,
    cast(sum(sized.article_count) as bigint) as articles,
    max(sized.article_count) as largest
from sized
group by sized.size
order by largest
