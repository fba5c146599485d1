-- Nodes that have to be linked, and in which call: a component with many edges has a call of its own, smaller ones
-- share some. A component of nodes that are all known needs none. Beside each node stands what its call must know of
-- it, but for its terms: these are long, and are to be joined with nothing else.
with open_components as (
    select distinct linked_components.component
    from work.linked_components
    inner join work.linked_nodes on linked_components.key = linked_nodes.node
    left join work.known_groups on linked_nodes.cluster_id = known_groups.cluster_id
    where known_groups.cluster_id is null
),

edge_counts as (
    select
        linked_components.component,
        count(*) as edge_count
    from work.linked_edges
    inner join work.linked_components on linked_edges.left_node = linked_components.key
    group by linked_components.component
)

select
    linked_components.key as node,
    case
        when edge_counts.edge_count >= $edges_per_call then linked_components.component
        else -1 - linked_components.component % $shared_calls
    end as bucket,
    linked_nodes.cluster_id,
    linked_nodes.before,
    known_components.node as known_component,
    known_stories.node as known_story
from work.linked_components
inner join open_components on linked_components.component = open_components.component
inner join work.linked_nodes on linked_components.key = linked_nodes.node
left join edge_counts on linked_components.component = edge_counts.component
left join work.known_groups on linked_nodes.cluster_id = known_groups.cluster_id
left join work.linked_nodes as known_components on known_groups.component_id = known_components.article_id
left join work.linked_nodes as known_stories on known_groups.story = known_stories.article_id
