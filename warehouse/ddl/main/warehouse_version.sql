create table main.warehouse_version (
    schema_version integer not null,
    rules_version varchar not null,
    product_version varchar not null
);

comment on table main.warehouse_version is
    'One row: the versions with which this file was written. Key: schema_version.';
comment on column main.warehouse_version.schema_version is
    'Version of the tables. A newer file is refused, an older one is migrated.';
comment on column main.warehouse_version.rules_version is
    'Version of the rules that ids depend on.';
comment on column main.warehouse_version.product_version is
    'Version of newsfold that wrote this file.';
