-- The versions that the file was written under, and the row of its run if it is there.
select
    warehouse_version.schema_version,
    warehouse_version.rules_version,
    warehouse_version.product_version,
    runs.settings_hash,
    runs.input_hash,
    runs.started_at,
    runs.finished_at
from main.warehouse_version
left join main.runs on runs.run_id = $run_id
