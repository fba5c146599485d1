select
    relations.name,
    relations.kind,
    relations.rows_about,
    relations.comment
from (
    select table_name as name, 'table' as kind, estimated_size as rows_about, comment
    from duckdb_tables()
    where schema_name = 'main' and not internal
    union all
    select view_name, 'view', null, comment
    from duckdb_views()
    where schema_name = 'main' and not internal
    union all
    select function_name || '(' || array_to_string(parameters, ', ') || ')', 'macro', null, comment
    from duckdb_functions()
    where schema_name = 'main' and not internal and function_type = 'table_macro'
) as relations
order by relations.name
