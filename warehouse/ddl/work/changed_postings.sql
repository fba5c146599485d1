create table work.changed_postings (
    hash bigint not null,
    text_no integer not null,
    weight_change integer not null,
    is_boilerplate_changed boolean not null
);

comment on table work.changed_postings is
    'Earlier texts with a gram that changed in this run: its weight, or whether it is boilerplate. Key: hash, text_no.';
comment on column work.changed_postings.hash is
    'Hash of the four words.';
comment on column work.changed_postings.text_no is
    'Number of the text within this warehouse; it has no other meaning and never breaks a tie.';
comment on column work.changed_postings.weight_change is
    'New weight minus old weight; 0 if only is_boilerplate_changed.';
comment on column work.changed_postings.is_boilerplate_changed is
    'True if the gram became boilerplate of one publisher, or ceased to be.';
