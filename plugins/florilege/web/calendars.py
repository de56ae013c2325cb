"""Meetings → calendars (iCalendar, RFC 5545): one of each meeting, and one of all, to subscribe to.

The same contents give the same bytes: an event bears the day of its meeting, never that of a build.
"""

import datetime
from collections.abc import Iterable, Iterator
from uuid import NAMESPACE_URL, uuid5

from icalendar import Calendar, Event

from florilege.catalogue.addresses import site_path
from florilege.catalogue.writings import Meeting
from florilege.language.formats import runs
from florilege.web.set_fields import set_field
from florilege.web.site import Site

ALL = "meetings/calendar.ics"
"""The calendar of all meetings."""


def calendar_path(meeting: Meeting) -> str:
    """The calendar of one."""
    return f"{site_path(meeting.key)}{meeting.id}.ics"


def calendars(site: Site) -> Iterator[tuple[str, str]]:
    """Path below the site's address → content, of each calendar."""
    if site.meetings:
        yield ALL, _calendar(site, site.name, site.meetings)
    for meeting in site.meetings:
        yield calendar_path(meeting), _calendar(site, set_field(site, meeting.title, meeting.lang), [meeting])


def _calendar(site: Site, name: str, meetings: Iterable[Meeting]) -> str:
    calendar = Calendar()
    calendar.add("prodid", "-//Florilege//Florilege//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for meeting in meetings:
        for event in _events(site, meeting):
            calendar.add_component(event)
    return str(calendar.to_ical(), "utf-8")


def _events(site: Site, meeting: Meeting) -> Iterator[Event]:
    """An event for each run of days; its end is the day after (RFC 5545, 3.6.1)."""
    midnight = datetime.time(tzinfo=datetime.UTC)
    page = site.online.page(meeting.key)
    for first, last in runs(day.toordinal() for day in meeting.days):
        event = Event()
        event.add("uid", str(uuid5(NAMESPACE_URL, f"{page or meeting.key}#{first}")))
        event.add("dtstamp", datetime.datetime.combine(meeting.days[0], midnight))
        event.add("dtstart", datetime.date.fromordinal(first))
        event.add("dtend", datetime.date.fromordinal(last + 1))
        event.add("summary", set_field(site, meeting.title, meeting.lang))
        event.add("location", set_field(site, str(meeting.place), meeting.lang))
        if meeting.place.coordinates:
            event.add("geo", meeting.place.coordinates)
        if about := meeting.abstract or site.beginning(meeting.key):
            event.add("description", set_field(site, about, meeting.lang))
        if page:
            event.add("url", page)
        yield event
