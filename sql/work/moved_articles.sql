-- Articles that records moved from or to.
select moved_records.old_article_id as article_id
from work.moved_records
union
select moved_records.article_id
from work.moved_records
