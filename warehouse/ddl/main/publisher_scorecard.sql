comment on view main.publisher_scorecard is
    'How complete the articles of each publisher are, and how many are copies.';
comment on column main.publisher_scorecard.publisher_id is
    'The publisher.';
comment on column main.publisher_scorecard.publisher_name is
    'Its name.';
comment on column main.publisher_scorecard.article_count is
    'Number of its articles.';
comment on column main.publisher_scorecard.date_share is
    'Share with a publication date.';
comment on column main.publisher_scorecard.instant_share is
    'Share with an exact instant.';
comment on column main.publisher_scorecard.url_share is
    'Share with a canonical URL.';
comment on column main.publisher_scorecard.author_share is
    'Share with authors.';
comment on column main.publisher_scorecard.title_share is
    'Share with a title.';
comment on column main.publisher_scorecard.full_text_share is
    'Share with the full text.';
comment on column main.publisher_scorecard.copy_share is
    'Share that are copies: in a cluster with articles of other publishers.';
comment on column main.publisher_scorecard.wire_share is
    'Share that credit an agency or are copies of one that does.';
