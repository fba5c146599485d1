select distinct cluster_id
from main.articles
where story_id = $story_id
