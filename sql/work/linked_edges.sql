-- Edges between the nodes of a linkage: the best score of each pair and, in a row of its own, the user rule for it.
select
    left_nodes.node as left_node,
    right_nodes.node as right_node,
    story_edges.relation = 'override' as is_rule,
    max(story_edges.score) as score
from dedup.story_edges
inner join work.linked_nodes as left_nodes on story_edges.left_cluster_id = left_nodes.cluster_id
inner join work.linked_nodes as right_nodes on story_edges.right_cluster_id = right_nodes.cluster_id
group by left_nodes.node, right_nodes.node, story_edges.relation = 'override'
