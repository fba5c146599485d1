create table work.pair_texts (
    text_no integer not null,
    block integer not null
);

comment on table work.pair_texts is
    'Texts whose pairs are scored in this run, in blocks that fit into memory together. Key: text_no.';
comment on column work.pair_texts.text_no is
    'Number of the text within this warehouse; means nothing elsewhere and never breaks a tie.';
comment on column work.pair_texts.block is
    'The block, from 0.';
