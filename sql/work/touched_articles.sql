-- Articles that a record of this run is about.
select scope_current_articles.article_id
from work.scope_current_articles
