create table work.retired_cluster_ids (
    old_id varchar not null,
    new_id varchar
);

comment on table work.retired_cluster_ids is
    'Clusters that this run ended. Key: old_id.';
comment on column work.retired_cluster_ids.old_id is
    'The retired id.';
comment on column work.retired_cluster_ids.new_id is
    'The cluster that most of its articles are in now; NULL if they are gone.';
