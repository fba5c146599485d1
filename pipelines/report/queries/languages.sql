-- Articles by language, the most frequent first.
select
    language,
    count(*) as articles
from main.articles
group by language
order by articles desc, language
