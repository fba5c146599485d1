select
    position,
    article_id,
    cluster_id,
    publisher_id,
    title,
    published_earliest,
    published_latest,
    order_is_certain,
    is_wire_copy
from main.story_timeline
where story_id = $story_id
order by position
limit $limit offset $offset
