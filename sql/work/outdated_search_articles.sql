-- Numbers in the search index that are out of date: the article is gone, or got another title or text in this run.
select indexed.article_no
from search.articles as indexed
left join main.articles on indexed.article_id = articles.article_id
cross join work.run
left join previous.articles as earlier on indexed.article_id = earlier.article_id
where
    indexed.article_id is not null
    and (
        articles.article_id is null
        or (
            articles.changed_run_id = run.run_id
            and (
                articles.content_hash is distinct from earlier.content_hash
                or articles.title is distinct from earlier.title
            )
        )
    )
