create table work.relinked_clusters (
    cluster_id varchar not null
);

comment on table work.relinked_clusters is
    'Clusters whose story is decided in this run. Key: cluster_id.';
comment on column work.relinked_clusters.cluster_id is
    'The cluster.';
