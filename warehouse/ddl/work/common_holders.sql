create table work.common_holders (
    hash bigint not null,
    text_no integer not null
);

comment on table work.common_holders is
    'Texts that hold a gram too common to be followed, standing lines apart. Key: hash, text_no.';
comment on column work.common_holders.hash is
    'Hash of the four words.';
comment on column work.common_holders.text_no is
    'Number of the text within this warehouse; means nothing elsewhere and never breaks a tie.';
