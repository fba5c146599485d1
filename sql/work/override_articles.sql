-- The article behind each name in the overrides file: an id, a URL, record_path#index, a path (its first record) or a
-- retired id.
with meanings as (
    select
        override_names.name,
        article_records.article_id,
        case when override_names.name = article_records.article_id then 0 else 1 end as meaning
    from work.override_names
    inner join main.article_records
        on coalesce(override_names.url_article_id, override_names.name) = article_records.article_id
    union all
    select
        override_names.name,
        article_records.article_id,
        case when article_records.is_current then 2 else 3 end as meaning
    from work.override_names
    inner join main.article_records on override_names.name = article_records.url
    union all
    select
        override_names.name,
        article_records.article_id,
        case when article_records.is_current then 4 else 5 end as meaning
    from work.override_names
    inner join main.article_records
        on override_names.name = article_records.record_path || '#' || cast(article_records.record_index as varchar)
    union all
    select
        override_names.name,
        article_records.article_id,
        case when article_records.is_current then 6 else 7 end as meaning
    from work.override_names
    inner join main.article_records on override_names.name = article_records.record_path
    where article_records.record_index = 0
    union all
    select
        override_names.name,
        id_aliases.new_id as article_id,
        8 as meaning
    from work.override_names
    inner join previous.id_aliases on override_names.name = id_aliases.old_id
    where id_aliases.kind = 'article' and id_aliases.new_id is not null
),

ranked as (
    select
        meanings.name,
        meanings.article_id,
        row_number() over (
            partition by meanings.name order by meanings.meaning asc, meanings.article_id asc
        ) as position
    from meanings
)

select
    ranked.name,
    ranked.article_id
from ranked
where ranked.position = 1
