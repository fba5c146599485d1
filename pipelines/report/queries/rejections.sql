-- Rejections by reason, with a file as an example.
select
    reason,
    count(*) as rejections,
    count(distinct record_path) as files,
    min(record_path) as example
from main.rejections
group by reason
order by rejections desc, reason
