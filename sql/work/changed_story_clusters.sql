-- Clusters that are new, gone, or changed in a way that affects their scores.
select
    story_clusters.cluster_id,
    case when story_terms.cluster_id is null then 'new' else 'changed' end as change
from work.story_clusters
left join dedup.story_terms on story_clusters.cluster_id = story_terms.cluster_id
cross join work.run
where
    story_terms.cluster_id is null
    or run.is_full
    or story_clusters.article_id <> story_terms.article_id
    or story_clusters.content_hash <> story_terms.content_hash
    or story_clusters.publisher_id is distinct from story_terms.publisher_id
    or story_clusters.language is distinct from story_terms.language
    or story_clusters.since is distinct from story_terms.since
    or story_clusters.until is distinct from story_terms.until
    or story_clusters.is_dated <> story_terms.is_dated
union all
select
    touched_clusters.cluster_id,
    'gone' as change
from work.touched_clusters
inner join dedup.story_terms on touched_clusters.cluster_id = story_terms.cluster_id
left join work.story_clusters on touched_clusters.cluster_id = story_clusters.cluster_id
where story_clusters.cluster_id is null
