create table work.flip_holders (
    hash bigint not null,
    text_no integer not null,
    weight_change integer not null,
    is_turned boolean not null
);

comment on table work.flip_holders is
    'Earlier texts that hold a gram which this run found to say more or less than before. Key: hash, text_no.';
comment on column work.flip_holders.hash is
    'Hash of the four words.';
comment on column work.flip_holders.text_no is
    'Number of the text within this warehouse; means nothing elsewhere and never breaks a tie.';
comment on column work.flip_holders.weight_change is
    'What it weighs now less what it weighed; 0 if only what it is called changed.';
comment on column work.flip_holders.is_turned is
    'True if it became, or ceased to be, one publisher''s standing lines.';
