-- The beginning of a text. One at a time: so only the rows around it are read.
select substring(body, 1, $characters) as body
from main.articles
where article_id = $article
