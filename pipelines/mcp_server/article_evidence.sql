select
    field,
    value,
    method,
    confidence,
    is_chosen,
    note
from main.field_evidence
where article_id = $article_id
group by all
order by field asc, is_chosen desc, confidence desc, method asc, value asc
