create table work.changed_story_clusters (
    cluster_id varchar not null,
    change varchar not null
);

comment on table work.changed_story_clusters is
    'Clusters that are not as their stored terms know them. Key: cluster_id.';
comment on column work.changed_story_clusters.cluster_id is
    'The cluster.';
comment on column work.changed_story_clusters.change is
    'new, changed or gone; in a full run every cluster there is counts as changed.';
