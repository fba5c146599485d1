-- Texts that a run can look up by hash: those it read, and those of the previous version of the warehouse.
select
    texts.text_hash,
    texts.body
from work.texts
where texts.text_hash is not null
union all
select
    articles.text_hash,
    articles.body
from previous.articles
where articles.text_hash is not null
