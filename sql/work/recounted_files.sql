-- Rows of the ledger of files of which records are taken out, with what is left. A file that repeats another keeps its
-- counts, which are none.
with gone as (
    select
        uncounted_records.file_sha256,
        count(*) as record_count
    from work.uncounted_records
    group by uncounted_records.file_sha256
)

select
    source_files.record_path,
    source_files.bytes,
    source_files.stat_signature,
    source_files.sha256,
    source_files.format,
    source_files.status,
    source_files.record_count,
    case
        when $are_rejected and source_files.record_count > 0 then source_files.rejected_count - gone.record_count
        else source_files.rejected_count
    end as rejected_count,
    source_files.run_id,
    source_files.ingested_at,
    source_files.layout,
    case
        when source_files.record_count > 0 then source_files.removed_count + gone.record_count
        else source_files.removed_count
    end as removed_count
from main.source_files
inner join gone on source_files.sha256 = gone.file_sha256
