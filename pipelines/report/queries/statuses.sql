-- Files of the ledger by status.
select
    status,
    count(*) as files,
    cast(sum(bytes) as bigint) as bytes,
    cast(sum(record_count) as bigint) as records
from main.source_files
group by status
order by files desc, status
