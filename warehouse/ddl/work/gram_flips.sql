create table work.gram_flips (
    hash bigint not null,
    is_cut boolean not null
);

comment on table work.gram_flips is
    'Grams that became too common to use, or stopped being so. Key: hash.';
comment on column work.gram_flips.hash is
    'Hash of the four words.';
comment on column work.gram_flips.is_cut is
    'True if it is cut from now on.';
