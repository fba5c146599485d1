-- Files whose records became current or ceased to be. The same bytes may be in the raw folder under several names.
with present as (
    select distinct source_files.sha256
    from main.source_files
    where source_files.status in ('loaded', 'partial', 'repeated')
)

select distinct
    article_records.file_sha256,
    present.sha256 is not null as is_current
from main.article_records
left join present on article_records.file_sha256 = present.sha256
where article_records.is_current <> (present.sha256 is not null)
