-- Rejected records, and files that could not be read, that a tombstone names.
with by_path as (
    select distinct removed_paths.record_path
    from work.removed_paths
    where removed_paths.record_index is null
)

select
    rejections.record_path,
    rejections.record_index,
    rejections.file_sha256,
    case
        when by_path.record_path is not null then 'path'
        when removed_paths.record_path is not null then 'record'
        else 'bytes'
    end as kind
from main.rejections
left join by_path on rejections.record_path = by_path.record_path
left join work.removed_paths
    on rejections.record_path = removed_paths.record_path and rejections.record_index = removed_paths.record_index
left join work.tombstones on tombstones.kind = 'bytes' and rejections.file_sha256 = tombstones.key
where
    by_path.record_path is not null
    or removed_paths.record_path is not null
    or tombstones.key is not null
