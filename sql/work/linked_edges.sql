-- Edges between the nodes of a linkage.
select
    left_nodes.node as left_node,
    right_nodes.node as right_node,
    story_edges.relation,
    story_edges.score
from dedup.story_edges
inner join work.linked_nodes as left_nodes on story_edges.left_cluster_id = left_nodes.cluster_id
inner join work.linked_nodes as right_nodes on story_edges.right_cluster_id = right_nodes.cluster_id
