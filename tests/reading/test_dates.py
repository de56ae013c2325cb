"""Days as people write them: read if they can be one day only."""

import datetime

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from florilege.language.formats import long_date
from florilege.reading.dates import Unclear, day_of

DAYS = st.dates(datetime.date(1000, 1, 1), datetime.date(9999, 12, 31))
TIMES = st.sampled_from(
    ["", "T10:00:00+01:00", " 10:00:00 +0100", "T10:00Z", " 10:00", " 23:59:59.123", " 10h30"]
)
LANGUAGES = ("fr", "en", "de", "es", "it", "nl", "pt")


@given(DAYS, TIMES, st.sampled_from(LANGUAGES))
def test_every_clear_form_is_its_day(day: datetime.date, time: str, lang: str) -> None:
    forms = [
        day.isoformat(),
        f"{day:%Y/%m/%d}",
        f"{day.year}-{day.month}-{day.day}",
        f"{day:%d.%m.%Y}",
        long_date(day, "fr"),
        long_date(day, "en"),
        format_date(day, "medium", locale="fr"),
        format_date(day, "EEEE d MMMM y", locale=lang),
        format_date(day, "d MMM y", locale=lang),
        format_date(day, "MMMM d, y", locale=lang),
    ]
    assert {form: day_of(form + time) for form in forms} == dict.fromkeys(forms, day)


@given(DAYS)
def test_two_days_are_never_taken_for_one(day: datetime.date) -> None:
    for form in (f"{day:%d/%m/%Y}", f"{day:%m/%d/%Y}", f"{day:%d-%m-%Y}"):
        if day.day > 12 or day.day == day.month:
            assert day_of(form) == day
        else:
            with pytest.raises(Unclear) as raised:
                day_of(form)
            assert day in (raised.value.one, raised.value.other)


@pytest.mark.parametrize(
    "text", ["", "hier", "2026", "2026-03", "mars 2026", "10:00", "32", "1 brumaire 2026", "dimanche"]
)
def test_what_names_no_day_is_none(text: str) -> None:
    assert day_of(text) is None


@pytest.mark.parametrize("text", ["2026-02-30", "31 avril 2026", "2026/13/01", "0000-01-01"])
def test_a_day_that_does_not_exist_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        day_of(text)
