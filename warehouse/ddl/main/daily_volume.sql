comment on view main.daily_volume is
    'Articles per day, with copies folded: texts and stories count on the day that had them first, so that they add up over weeks and months. Only articles of which the day is known.';
comment on column main.daily_volume.published_date is
    'The day.';
comment on column main.daily_volume.article_count is
    'Articles published on this day, copies included.';
comment on column main.daily_volume.new_text_count is
    'Clusters of copies that begin on this day.';
comment on column main.daily_volume.new_story_count is
    'Stories that begin on this day.';
comment on column main.daily_volume.publisher_count is
    'Publishers with an article on this day.';
