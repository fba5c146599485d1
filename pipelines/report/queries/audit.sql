-- The checks of this version by table, and the names of those that did not hold.
select
    table_name,
    count(*) as checks,
    count(*) filter (passed) as passed,
    list(expectation order by expectation) filter (not passed) as not_held
from main.quality_results
where run_id = $run_id
group by table_name
order by table_name
