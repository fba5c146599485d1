create table work.near_clusters (
    cluster_id varchar not null
);

comment on table work.near_clusters is
    'Clusters at the ends of edges that tie one whose story is decided anew to another. Key: cluster_id.';
comment on column work.near_clusters.cluster_id is
    'The cluster.';
