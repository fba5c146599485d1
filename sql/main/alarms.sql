-- What is unlike the history of this warehouse, once: these rows are added to those of earlier runs. Now is when the
-- newest article arrived. Silent is a publisher that missed 3 days more than twice its longest
-- gap; gaps that were alarms are no measure. A cluster is too large if it has 50 articles more than twice those of the
-- largest four weeks ago, or of an earlier alarm.
with latest as (
    select
        cast(max(articles.first_ingested_at) as date) as today,
        cast(min(articles.first_ingested_at) as date) as first_day
    from main.articles
),

sizes as (
    select
        articles.cluster_id,
        count(*) as articles,
        sum(case when articles.first_ingested_at <= latest.today - interval '28' day then 1 else 0 end) as old_articles
    from main.articles
    cross join latest
    where latest.first_day <= latest.today - interval '28' day
    group by articles.cluster_id
),

earlier as (
    select max(alarms.observed) as articles
    from main.alarms
    where alarms.kind = 'large_cluster'
),

largest as (
    select greatest(max(sizes.old_articles), coalesce(max(earlier.articles), 0)) as articles
    from sizes
    cross join earlier
),

rhythms as (
    select
        outlet_gaps.publisher_id,
        max(case when outlet_gaps.is_open then outlet_gaps.since end) as since,
        max(case when outlet_gaps.is_open then outlet_gaps.missed end) as missed,
        coalesce(max(case when not outlet_gaps.is_open and alarms.kind is null then outlet_gaps.missed end), 0.0)
            as longest
    from work.outlet_gaps
    left join main.alarms
        on
            alarms.kind = 'silent_publisher'
            and outlet_gaps.publisher_id = alarms.subject
            and outlet_gaps.since = alarms.day
    group by outlet_gaps.publisher_id
),

found as (
    select
        'silent_publisher' as kind,
        rhythms.publisher_id as subject,
        rhythms.since as day,
        rhythms.missed as observed,
        rhythms.longest as usual
    from rhythms
    where rhythms.missed > 2 * rhythms.longest + 3
    union all
    select
        'few_articles' as kind,
        'all' as subject,
        thin_days.day,
        thin_days.observed,
        thin_days.usual
    from work.thin_days
    union all
    select
        defect_days.kind,
        'all' as subject,
        defect_days.day,
        defect_days.observed,
        defect_days.usual
    from work.defect_days
    union all
    select
        'large_cluster' as kind,
        sizes.cluster_id as subject,
        latest.today as day,
        sizes.articles as observed,
        largest.articles as usual
    from sizes
    cross join latest
    inner join largest on sizes.articles > 2 * largest.articles + 50
)

select
    found.kind,
    found.subject,
    found.day,
    cast(found.observed as double) as observed,
    cast(found.usual as double) as usual,
    run.run_id,
    run.started_at as raised_at
from found
cross join work.run
left join main.alarms
    on found.kind = alarms.kind and found.subject = alarms.subject and found.day = alarms.day
where alarms.kind is null
