create table work.changed_postings (
    hash bigint not null,
    text_no integer not null,
    weight_change integer not null,
    is_boilerplate_changed boolean not null
);

comment on table work.changed_postings is
    'Earlier texts that hold a gram whose weight, or whose being boilerplate, this run changed. Key: hash, text_no.';
comment on column work.changed_postings.hash is
    'Hash of the four words.';
comment on column work.changed_postings.text_no is
    'Number of the text within this warehouse; means nothing elsewhere and never breaks a tie.';
comment on column work.changed_postings.weight_change is
    'New weight minus old weight; 0 if only is_boilerplate_changed.';
comment on column work.changed_postings.is_boilerplate_changed is
    'True if the gram became boilerplate, one publisher''s recurring lines, or ceased to be.';
