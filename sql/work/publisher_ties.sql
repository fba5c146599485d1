-- Names that belong to one publisher with a domain: its pages or rows state both.
select
    articles.publisher_name_key,
    min(articles.publisher_id) as publisher_id
from staging.articles
where articles.publisher_domain is not null and articles.publisher_name_key is not null
group by articles.publisher_name_key
having min(articles.publisher_id) = max(articles.publisher_id)
