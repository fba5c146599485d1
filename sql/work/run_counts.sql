-- What this run did, counted from the tables it wrote.
with this_run as (
    select
        run.run_id,
        run.started_at
    from work.run
),

file_counts as (
    select
        count(*) filter (where source_files.status <> 'waiting') as files,
        coalesce(sum(source_files.record_count), 0) as records
    from main.source_files
    inner join this_run on source_files.run_id = this_run.run_id
),

rejection_counts as (
    select count(*) as rejections
    from main.rejections
    inner join this_run on rejections.run_id = this_run.run_id
),

article_counts as (
    select
        coalesce(sum(case when articles.first_ingested_at = this_run.started_at then 1 else 0 end), 0)
            as articles_added,
        coalesce(sum(case when articles.first_ingested_at = this_run.started_at then 0 else 1 end), 0)
            as articles_changed
    from main.articles
    inner join this_run on articles.changed_run_id = this_run.run_id
),

cluster_counts as (
    select count(*) as clusters
    from main.duplicate_clusters
),

story_counts as (
    select count(*) as stories
    from main.stories
)

select
    file_counts.files,
    cast(file_counts.records as bigint) as records,
    cast(article_counts.articles_added as bigint) as articles_added,
    cast(article_counts.articles_changed as bigint) as articles_changed,
    rejection_counts.rejections,
    cluster_counts.clusters,
    story_counts.stories
from file_counts
cross join rejection_counts
cross join article_counts
cross join cluster_counts
cross join story_counts
