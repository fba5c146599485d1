create table dedup.clusters (
    cluster_id varchar not null,
    made_at timestamp with time zone not null
);

comment on table dedup.clusters is
    'Existing clusters and their age; when clusters merge, the oldest id is kept. Key: cluster_id.';
comment on column dedup.clusters.cluster_id is
    'The cluster.';
comment on column dedup.clusters.made_at is
    'Start of the run that created it.';
