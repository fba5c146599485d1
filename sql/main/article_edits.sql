-- Every change of a published text: the version before beside the one after, and whether the source declared it. A
-- version without a text is a headline or a teaser of the article, and no change of it.
with versions as (
    select
        article_versions.article_id,
        article_versions.version,
        article_versions.title,
        article_versions.changed_words,
        article_versions.modified_at,
        article_versions.fetched_at,
        article_records.collection,
        lag(article_records.collection) over (
            partition by article_versions.article_id
            order by article_versions.version asc
        ) as previous_collection,
        row_number() over (
            partition by article_versions.article_id
            order by article_versions.version asc
        ) as position,
        lag(article_versions.title) over (
            partition by article_versions.article_id
            order by article_versions.version asc
        ) as previous_title,
        lag(article_versions.modified_at) over (
            partition by article_versions.article_id
            order by article_versions.version asc
        ) as previous_modified_at,
        lag(article_versions.fetched_at) over (
            partition by article_versions.article_id
            order by article_versions.version asc
        ) as previous_fetched_at
    from main.article_versions
    inner join staging.article_versions as stored
        on article_versions.article_id = stored.article_id and article_versions.version = stored.version
    left join main.article_records on stored.record_key = article_records.record_key
    where article_versions.body is not null
)

select
    versions.article_id,
    versions.version,
    articles.publisher_id,
    publishers.publisher_name,
    versions.previous_title,
    versions.title,
    coalesce(versions.title, '') <> coalesce(versions.previous_title, '') as is_title_changed,
    versions.changed_words,
    coalesce(versions.collection, '') = coalesce(versions.previous_collection, '') as same_collection,
    versions.modified_at,
    versions.previous_fetched_at,
    versions.fetched_at,
    case
        when versions.modified_at is null then false
        else versions.modified_at > coalesce(versions.previous_modified_at, articles.published_at)
    end as is_declared
from versions
inner join main.articles on versions.article_id = articles.article_id
left join main.publishers on articles.publisher_id = publishers.publisher_id
where versions.position > 1
