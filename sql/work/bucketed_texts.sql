-- The texts of the nodes in buckets, their terms by ascending hash, and how they were linked before others joined them.
select
    story_buckets.bucket,
    linked_nodes.node,
    linked_nodes.before,
    known_components.node as known_component,
    known_stories.node as known_story,
    story_terms.since,
    story_terms.until,
    story_terms.is_dated,
    story_terms.word_count,
    story_terms.weekdays,
    story_terms.frame_share,
    story_terms.term_weights,
    case when story_terms.term_weights is not null then term_hashes.term_hashes end as term_hashes
from work.story_buckets
inner join work.linked_nodes on story_buckets.node = linked_nodes.node
inner join dedup.story_terms on linked_nodes.cluster_id = story_terms.cluster_id
left join work.term_hashes on linked_nodes.cluster_id = term_hashes.cluster_id
left join work.known_groups on linked_nodes.cluster_id = known_groups.cluster_id
left join work.linked_nodes as known_components on known_groups.component_id = known_components.article_id
left join work.linked_nodes as known_stories on known_groups.story = known_stories.article_id
