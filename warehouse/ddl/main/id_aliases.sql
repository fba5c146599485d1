create table main.id_aliases (
    kind varchar not null,
    old_id varchar not null,
    new_id varchar,
    run_id varchar not null,
    changed_at timestamp with time zone not null
);

comment on table main.id_aliases is
    'Ids retired by a merge, a split, new rules or a removal, with the ids that replaced them. Key: kind, old_id.';
comment on column main.id_aliases.kind is
    'article, cluster or story.';
comment on column main.id_aliases.old_id is
    'The retired id.';
comment on column main.id_aliases.new_id is
    'The current id that replaced it, with chains resolved; NULL if there is none.';
comment on column main.id_aliases.run_id is
    'The run that wrote this row, by the run id that Dagster shows.';
comment on column main.id_aliases.changed_at is
    'When it was retired.';
