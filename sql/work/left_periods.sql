-- The periods that changed clusters, and those that are gone, were in before this run.
select
    story_terms.language,
    story_terms.period
from dedup.story_terms
inner join work.changed_story_clusters on story_terms.cluster_id = changed_story_clusters.cluster_id
where story_terms.period is not null
group by story_terms.language, story_terms.period
