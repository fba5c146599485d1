-- Rows of the ledger that go because their file was taken out: by its path, by its bytes, or because all its records
-- were.
with emptied as (
    select source_files.sha256
    from main.source_files
    where source_files.sha256 is not null
    group by source_files.sha256
    having
        max(source_files.removed_count) > 0
        and max(source_files.record_count) = max(source_files.removed_count)
),

by_path as (
    select distinct removed_paths.record_path
    from work.removed_paths
    where removed_paths.record_index is null
)

select
    source_files.record_path,
    source_files.sha256,
    source_files.stat_signature,
    by_path.record_path is not null as is_by_path
from main.source_files
left join by_path on source_files.record_path = by_path.record_path
left join emptied on source_files.sha256 = emptied.sha256
left join work.tombstones on tombstones.kind = 'bytes' and source_files.sha256 = tombstones.key
where
    by_path.record_path is not null
    or emptied.sha256 is not null
    or tombstones.key is not null
