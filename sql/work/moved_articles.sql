-- Articles that records moved from or to or got another title in, and those of which a record was taken out.
select moved_records.old_article_id as article_id
from work.moved_records
union
select moved_records.article_id
from work.moved_records
union
select removed_records.article_id
from work.removed_records
