-- Clusters of a language with a time between $first and $last, their terms, and whether they changed in this run.
select
    story_terms.cluster_id,
    story_terms.article_id,
    story_terms.earliest,
    story_terms.latest,
    story_terms.fetched,
    story_terms.word_count,
    story_terms.days,
    story_terms.term_hashes,
    story_terms.term_weights,
    changed_story_clusters.cluster_id is not null as is_new
from dedup.story_terms
left join work.changed_story_clusters on story_terms.cluster_id = changed_story_clusters.cluster_id
where
    story_terms.language = $language
    and (
        (story_terms.earliest <= $last and story_terms.latest >= $first)
        or (story_terms.fetched >= $first and story_terms.fetched <= $last)
    )
order by story_terms.article_id
