select
    * exclude (body),
    length(body) as body_characters,
    substr(body, $start + 1, $characters) as body
from main.articles
where article_id = $article_id
