-- What a person had taken out is counted with each file. Files read before have nothing taken out.
alter table main.source_files add column removed_count bigint default 0;
alter table main.source_files alter column removed_count set not null;
alter table main.source_files alter column removed_count drop default;
comment on column main.source_files.removed_count is
    'Records among these that a person had taken out.';
