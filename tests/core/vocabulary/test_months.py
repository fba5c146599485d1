"""The names of months in many languages."""

from pipelines.core.vocabulary.months import is_month_name, month_of


def test_words_that_mean_two_months_need_the_language() -> None:
    assert (month_of("lip"), month_of("lip", "pl"), month_of("lip", "hr")) == (None, 7, 6)


def test_months_of_other_calendars_have_numbers_of_their_own() -> None:
    assert (month_of("رمضان"), month_of("اسفند"), is_month_name("walk")) == (209, 112, False)
