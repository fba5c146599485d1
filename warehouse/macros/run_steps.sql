create or replace macro main.run_steps(run) as table (
    select
        steps.step,
        cast(json_extract(steps.step_seconds, '$."' || steps.step || '"') as double) as seconds
    from (
        -- no common table expression: clients before DuckDB 2 don't find one in a macro
        select
            runs.step_seconds,
            unnest(json_keys(runs.step_seconds)) as step
        from main.runs
        where runs.run_id = run
    ) as steps
    order by seconds desc, steps.step
);
comment on macro table main.run_steps is
    'Seconds that each step and audit of a run took: select * from run_steps((select max_by(run_id, started_at) from runs)).';
