create table work.touched_clusters (
    cluster_id varchar not null
);

comment on table work.touched_clusters is
    'Clusters that stories look at again: their members, their row or the pairs of their texts may have changed. Key: cluster_id.';
comment on column work.touched_clusters.cluster_id is
    'The cluster.';
