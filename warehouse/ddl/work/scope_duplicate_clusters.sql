create table work.scope_duplicate_clusters (
    cluster_id varchar not null
);

comment on table work.scope_duplicate_clusters is
    'Clusters whose row in main.duplicate_clusters is written anew. Key: cluster_id.';
comment on column work.scope_duplicate_clusters.cluster_id is
    'The cluster.';
