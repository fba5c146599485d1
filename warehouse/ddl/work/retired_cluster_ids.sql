create table work.retired_cluster_ids (
    old_id varchar not null,
    new_id varchar
);

comment on table work.retired_cluster_ids is
    'Clusters that this run retired. Key: old_id.';
comment on column work.retired_cluster_ids.old_id is
    'The retired id.';
comment on column work.retired_cluster_ids.new_id is
    'The cluster that now has most of its articles; NULL if they are gone.';
