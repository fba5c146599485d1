-- Days of arrival on which far more was rejected, or came without a date, than ever in the days before: 10 more than
-- twice the largest share of the last 120 days of arrival, once there are 14. What lasts is usual from the next day on.
with counted as (
    select
        'many_rejections' as kind,
        cast(source_files.ingested_at as date) as day,
        sum(source_files.rejected_count)
        + sum(case when source_files.status = 'failed' and source_files.record_count = 0 then 1 else 0 end) as defects,
        sum(greatest(source_files.record_count, 1)) as total
    from main.source_files
    where source_files.status not in ('waiting', 'repeated')
    group by cast(source_files.ingested_at as date)
    union all
    select
        'many_undated' as kind,
        cast(articles.first_ingested_at as date) as day,
        count(*) - count(articles.published_date) as defects,
        count(*) as total
    from main.articles
    group by cast(articles.first_ingested_at as date)
),

shares as (
    select
        counted.kind,
        counted.day,
        cast(counted.defects as double) as defects,
        greatest(cast(counted.total as double), 100.0) as total
    from counted
),

compared as (
    select
        shares.kind,
        shares.day,
        shares.defects,
        shares.total
        * max(shares.defects / shares.total)
            over (partition by shares.kind order by shares.day rows between 120 preceding and 1 preceding)
            as most,
        row_number() over (partition by shares.kind order by shares.day) as position,
        max(shares.day) over (partition by shares.kind) as today
    from shares
)

select
    compared.kind,
    compared.day,
    compared.defects as observed,
    compared.most as usual
from compared
where
    compared.position > 14
    and compared.day > compared.today - interval '14' day
    and compared.defects > 2 * compared.most + 10
