select
    record_path,
    record_index,
    record_id,
    url,
    collection,
    fetched_at,
    is_current
from main.article_records
where article_id = $article_id
order by is_current desc, record_path asc, record_index asc
