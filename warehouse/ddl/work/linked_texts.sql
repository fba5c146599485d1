create table work.linked_texts (
    text_no integer not null,
    component integer not null
);

comment on table work.linked_texts is
    'Texts of the components that this run links anew. Key: text_no.';
comment on column work.linked_texts.text_no is
    'Number of the text within this warehouse; means nothing elsewhere and never breaks a tie.';
comment on column work.linked_texts.component is
    'The smallest text_no of its component.';
