-- The last runs, with their checks; of the history, or of the published file, which knows only runs that published.
with checks as (
    select
        run_id,
        count(*) as checks,
        count(*) filter (not passed and severity = 'critical') as broken,
        count(*) filter (not passed and severity <> 'critical') as warnings
    from main.quality_results
    group by run_id
)

select
    runs.run_id,
    runs.status,
    runs.started_at,
    runs.seconds,
    runs.records,
    runs.articles_added,
    runs.articles_changed,
    runs.rejections,
    coalesce(checks.checks, 0) as checks,
    coalesce(checks.broken, 0) as broken,
    coalesce(checks.warnings, 0) as warnings
from main.runs
left join checks on runs.run_id = checks.run_id
order by runs.started_at desc, runs.run_id
limit $most
