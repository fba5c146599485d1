create or replace macro main.changes_since(instant) as table (
    select
        case when articles.first_ingested_at > cast(instant as timestamptz) then 'new' else 'changed' end as change,
        articles.article_id,
        articles.title,
        articles.publisher_id,
        articles.published_date,
        cast(null as varchar) as new_id,
        runs.run_id,
        runs.started_at as changed_at
    from main.articles
    inner join main.runs on articles.changed_run_id = runs.run_id
    where runs.started_at > cast(instant as timestamptz)
    union all
    select
        'retired' as change,
        id_aliases.old_id,
        null as title,
        null as publisher_id,
        null as published_date,
        id_aliases.new_id,
        id_aliases.run_id,
        id_aliases.changed_at
    from main.id_aliases
    where id_aliases.kind = 'article' and id_aliases.changed_at > cast(instant as timestamptz)
);
comment on macro table main.changes_since is
    'Articles that runs after this instant added or changed, and ids that they retired; the instant of a run is its started_at: select * from changes_since(''2024-03-20'').';
