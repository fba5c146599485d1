create table work.linked_nodes (
    cluster_id varchar not null,
    place integer not null
);

comment on table work.linked_nodes is
    'Clusters that are linked together, those decided anew and those around them. Key: cluster_id.';
comment on column work.linked_nodes.cluster_id is
    'The cluster.';
comment on column work.linked_nodes.place is
    'Its number in this linkage, by article.';
