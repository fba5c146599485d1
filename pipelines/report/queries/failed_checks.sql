-- The checks that failed in one of some runs, with what became of them in each.
with failing as (
    select distinct
        table_name,
        expectation
    from main.quality_results
    where not passed and run_id in (select unnest($runs))
)

select
    quality_results.table_name,
    quality_results.expectation,
    quality_results.run_id,
    max(quality_results.severity) as severity,
    bool_and(quality_results.passed) as passed
from main.quality_results
inner join failing
    on quality_results.table_name = failing.table_name and quality_results.expectation = failing.expectation
where quality_results.run_id in (select unnest($runs))
group by quality_results.table_name, quality_results.expectation, quality_results.run_id
order by quality_results.table_name, quality_results.expectation
