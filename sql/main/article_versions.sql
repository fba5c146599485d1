-- Every text an article has had: the current one is in main.articles, the others in staging.superseded_texts.
select
    article_versions.article_id,
    article_versions.version,
    case when article_versions.is_latest then articles.title else superseded_texts.title end as title,
    case when article_versions.is_latest then articles.body else superseded_texts.body end as body,
    article_versions.content_hash,
    version_changes.changed_words,
    article_records.record_path,
    article_records.record_index,
    article_versions.modified_at,
    article_versions.fetched_at
from staging.article_versions
left join main.articles
    on article_versions.article_id = articles.article_id and article_versions.is_latest
left join staging.superseded_texts
    on
        article_versions.article_id = superseded_texts.article_id
        and article_versions.content_hash = superseded_texts.content_hash
        and not article_versions.is_latest
left join staging.version_changes
    on
        article_versions.article_id = version_changes.article_id
        and article_versions.content_hash = version_changes.content_hash
left join main.article_records on article_versions.record_key = article_records.record_key
