-- Raw files that differ from the ledger.
with held as (
    select
        source_files.record_path,
        source_files.stat_signature,
        source_files.status
    from main.source_files
    where source_files.status <> 'superseded'
)

select
    listing.record_path,
    'new' as change
from work.listing
left join held
    on
        listing.record_path = held.record_path
        and listing.stat_signature = held.stat_signature
        and held.status <> 'waiting'
where held.record_path is null
union all
select distinct
    held.record_path,
    'vanished' as change
from held
left join work.listing on held.record_path = listing.record_path
where listing.record_path is null
union all
select
    held.record_path,
    'rejecting' as change
from held
inner join work.listing on held.record_path = listing.record_path
where held.status in ('partial', 'failed')
