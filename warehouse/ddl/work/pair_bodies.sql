create table work.pair_bodies (
    text_no integer not null,
    block integer not null,
    body varchar not null
);

comment on table work.pair_bodies is
    'These texts, block by block. Key: text_no.';
comment on column work.pair_bodies.text_no is
    'Number of the text within this warehouse; means nothing elsewhere and never breaks a tie.';
comment on column work.pair_bodies.block is
    'The block, from 0.';
comment on column work.pair_bodies.body is
    'The text.';
