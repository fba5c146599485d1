-- The latest alarms.
select
    kind,
    subject,
    day,
    observed,
    usual
from main.alarms
order by raised_at desc, day desc, kind, subject
limit $most
