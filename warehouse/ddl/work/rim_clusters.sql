create table work.rim_clusters (
    cluster_id varchar not null
);

comment on table work.rim_clusters is
    'Clusters of the components that an edge ties to those relinked: they are linked too, and must come out as they are. Key: cluster_id.';
comment on column work.rim_clusters.cluster_id is
    'The cluster.';
