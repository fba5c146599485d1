-- Texts that stopped being current: kept for good, added once.
select
    article_versions.article_id,
    article_versions.content_hash,
    coalesce(texts.title, articles.title) as title,
    coalesce(texts.body, articles.body) as body
from staging.article_versions
inner join work.scope_current_articles
    on article_versions.article_id = scope_current_articles.article_id
left join work.texts on article_versions.record_key = texts.record_key
left join previous.articles
    on
        article_versions.article_id = articles.article_id
        and article_versions.content_hash = articles.content_hash
left join staging.superseded_texts
    on
        article_versions.article_id = superseded_texts.article_id
        and article_versions.content_hash = superseded_texts.content_hash
where not article_versions.is_latest and superseded_texts.article_id is null
