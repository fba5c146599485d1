create table work.scope_story_links (
    left_cluster_id varchar not null
);

comment on table work.scope_story_links is
    'Clusters on the left of links whose rows in main.story_links this run writes anew, or deletes. Key: left_cluster_id.';
comment on column work.scope_story_links.left_cluster_id is
    'The cluster.';
