-- Files of the ledger by format.
select
    coalesce(format, 'unknown') as format,
    count(*) as files,
    cast(sum(bytes) as bigint) as bytes,
    cast(sum(record_count) as bigint) as records,
    cast(sum(rejected_count) as bigint) as rejected
from main.source_files
group by all
order by records desc, format
