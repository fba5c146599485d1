create table work.linked_clusters (
    cluster_id varchar not null
);

comment on table work.linked_clusters is
    'Clusters whose texts are read to name the terms they share. Key: cluster_id.';
comment on column work.linked_clusters.cluster_id is
    'The cluster.';
