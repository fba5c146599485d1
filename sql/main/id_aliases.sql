-- Retired ids: earlier ones, redirected if their replacement was retired in this run, and those of this run. An article
-- whose records moved back is not retired any more.
with retired as (
    select
        'article' as kind,
        retired_article_ids.old_id,
        retired_article_ids.new_id
    from work.retired_article_ids
    union all
    select
        'cluster' as kind,
        retired_cluster_ids.old_id,
        retired_cluster_ids.new_id
    from work.retired_cluster_ids
    union all
    select
        'story' as kind,
        retired_story_ids.old_id,
        retired_story_ids.new_id
    from work.retired_story_ids
)

select
    id_aliases.kind,
    id_aliases.old_id,
    case when retired.old_id is null then id_aliases.new_id else retired.new_id end as new_id,
    id_aliases.run_id,
    id_aliases.changed_at
from previous.id_aliases
left join retired on id_aliases.kind = retired.kind and id_aliases.new_id = retired.old_id
left join staging.current_articles on id_aliases.kind = 'article' and id_aliases.old_id = current_articles.article_id
where current_articles.article_id is null
union all
select
    retired.kind,
    retired.old_id,
    retired.new_id,
    run.run_id,
    run.started_at as changed_at
from retired
cross join work.run
