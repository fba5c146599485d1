/* The texts of the nodes in buckets, their terms by ascending hash, and how they were linked before others joined them. */
SELECT
  story_buckets.bucket,
  linked_nodes.node,
  linked_nodes.before,
  known_components.node AS known_component,
  known_stories.node AS known_story,
  story_terms.since,
  story_terms.until,
  story_terms.is_dated,
  story_terms.word_count,
  story_terms.weekdays,
  story_terms.frame_share,
  story_terms.term_weights,
  CASE WHEN NOT story_terms.term_weights IS NULL THEN term_hashes.term_hashes END AS term_hashes
FROM work.story_buckets
INNER JOIN work.linked_nodes
  ON story_buckets.node = linked_nodes.node
INNER JOIN dedup.story_terms
  ON linked_nodes.cluster_id = story_terms.cluster_id
LEFT JOIN work.term_hashes
  ON linked_nodes.cluster_id = term_hashes.cluster_id
LEFT JOIN work.known_groups
  ON linked_nodes.cluster_id = known_groups.cluster_id
LEFT JOIN work.linked_nodes AS known_components
  ON known_groups.component_id = known_components.article_id
LEFT JOIN work.linked_nodes AS known_stories
  ON known_groups.story = known_stories.article_id
