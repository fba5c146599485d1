create table work.changed_clusters (
    cluster_id varchar not null
);

comment on table work.changed_clusters is
    'Clusters that this run created, retired or gave other members. Key: cluster_id.';
comment on column work.changed_clusters.cluster_id is
    'The cluster.';
