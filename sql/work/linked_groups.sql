-- The component and the story of each linked cluster, by their first articles: as found, else as known before; a
-- cluster without edges is alone.
select
    linked_nodes.cluster_id,
    coalesce(components.article_id, known_groups.component_id, linked_nodes.article_id) as component_id,
    coalesce(stories.article_id, known_groups.story, linked_nodes.article_id) as story
from work.linked_nodes
left join work.found_groups on linked_nodes.node = found_groups.node
left join work.linked_nodes as components on found_groups.component = components.node
left join work.linked_nodes as stories on found_groups.story = stories.node
left join work.known_groups on linked_nodes.cluster_id = known_groups.cluster_id
