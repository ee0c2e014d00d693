"""What is posted regularly, in words: how it is set up, when it is next posted, and what keeps it from being posted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date

from cogs.cards.content import RULE, Card, Mark, Part, Style, asked, beginning, part, place_name, worded
from cogs.language import _, later, ngettext, spoken
from knowledge.markup import Run
from knowledge.posts import Standing
from knowledge.schedule import Kind, Rhythm, Schedule, Trouble
from knowledge.zones import shown_zone

_KINDS = {
    Kind.PASSAGE: later("an entry of the library"),
    Kind.PAIR: later("a then-and-now"),
    Kind.READING: later("the next portion of the text"),
}

_RHYTHMS = {
    None: later("every day at {time} ({zone})"),
    0: later("every Monday at {time} ({zone})"),
    1: later("every Tuesday at {time} ({zone})"),
    2: later("every Wednesday at {time} ({zone})"),
    3: later("every Thursday at {time} ({zone})"),
    4: later("every Friday at {time} ({zone})"),
    5: later("every Saturday at {time} ({zone})"),
    6: later("every Sunday at {time} ({zone})"),
}

_TROUBLES = {
    Trouble.GONE: later("This has stopped, since its channel is gone. Choose another one with {command}."),
    Trouble.LACKING: later("The last post was not allowed. By what I see it is now; it is tried again next time."),
    Trouble.REFUSED: later("Discord refused the last post. It is tried again next time."),
    Trouble.EMPTY: later("The last time there was nothing to post: the library holds nothing of the kind."),
    Trouble.UNSURE: later(
        "I was stopped while I posted the last one, and cannot find out whether it is there; nothing is posted twice."
    ),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A schedule; how far its reading has come; the permissions, by Discord's names, that the bot lacks there."""

    schedule: Schedule
    standing: Standing | None = None
    lacking: tuple[str, ...] = ()


def set_up_card(line: Line, *, changed: bool = False) -> Card:
    """How a schedule is from now on, and when it is next posted."""
    said = _("Schedule {number} is changed:") if changed else _("Schedule {number} is set up:")
    notice = worded(Style.NOTICE, said, number=Run(str(line.schedule.number)))
    return (notice, *_schedule(line))


def list_card(lines: Sequence[Line], prefix: str) -> Card:
    """A guild's schedules, each with what keeps it from being posted."""
    if not lines:
        example = Run(f"{prefix}schedule add reading friday 20:00 Europe/Berlin", italic=True)
        said = _("Nothing is posted regularly here. Set something up: {example}")
        return (worded(Style.NOTICE, said, example=example),)
    parts: list[Part] = []
    for line in lines:
        parts += [RULE] if parts else []
        parts += [part(Style.LABEL, Run(_("Schedule {number}").format(number=line.schedule.number))), *_schedule(line)]
    return tuple(parts)


def removed_notice(schedule: Schedule) -> Card:
    """That a schedule is no more, and which one it was."""
    said = _("Schedule {number} is removed: {what}, {rhythm}, in {channel}.")
    return (worded(Style.NOTICE, said, number=Run(str(schedule.number)), **_words(schedule)),)


def post_notice(rhythm: Rhythm) -> Card:
    """Why a post is there."""
    words = _rhythm(rhythm)
    return (part(Style.SMALL, Run(f"{words[0].upper()}{words[1:]}")),)


def time_card(typed: str) -> Card:
    """That something is no time of day, and how one is written."""
    return (
        worded(Style.NOTICE, _("{typed} is no time of day. {forms}"), typed=asked(typed), forms=Run(_time_forms())),
    )


def zone_card(typed: str, near: Sequence[str]) -> Card:
    """That no zone is called so, and which may be meant."""
    parts = [worded(Style.NOTICE, _("There is no one time zone called {typed}."), typed=asked(typed))]
    if near:
        return (*parts, worded(Style.BODY, _("It may be: {zones}"), zones=Run(" · ".join(map(shown_zone, near)))))
    return (*parts, part(Style.BODY, Run(_zone_forms())))


def incomplete_card(example: str, *, kind: bool, time: bool, zone: bool) -> Card:
    """What is still wanted to set something up; each is true where it is there."""
    said = [
        _("Say what is to be posted: passage, pair or reading.") if not kind else "",
        _("Say when. {forms}").format(forms=_time_forms()) if not time else "",
        _("Say in which time zone. {forms}").format(forms=_zone_forms()) if not zone else "",
    ]
    wanted = [part(Style.BODY, Run(sentence)) for sentence in said if sentence]
    shown = worded(Style.SMALL, _("For example: {example}"), example=Run(example, italic=True))
    return (part(Style.NOTICE, Run(_("That is not all that is needed."))), *wanted, shown)


def already_card(schedule: Schedule) -> Card:
    """That another schedule does the same already, and which one."""
    said = _("Schedule {number} does that already: {what}, {rhythm}, in {channel}.")
    return (worded(Style.NOTICE, said, number=Run(str(schedule.number)), **_words(schedule)),)


def nothing_to_change_card(number: int, prefix: str) -> Card:
    """What can be changed, to somebody who named nothing."""
    example = Run(f"{prefix}schedule change {number} saturday 21:00", italic=True)
    said = _("Say what is to be changed: the time, the time zone, the day or the channel. For example: {example}")
    return (worded(Style.NOTICE, said, example=example),)


def no_such_channel_card(name: str) -> Card:
    """That no channel of the server is called so, and how one is named."""
    said = _("There is no one channel called {name} here. Pick it from the list that Discord shows after a #.")
    return (worded(Style.NOTICE, said, name=asked(f"#{name}")),)


def no_such_word_notice(word: str) -> Card:
    """That no command is called so."""
    said = _("There is no “schedule {word}”, but add, change, remove and list. This is the list:")
    return (worded(Style.NOTICE, said, word=Run(beginning(word))),)


def nowhere_to_begin_card(begin: str) -> Card:
    """That no reading can begin there."""
    return (worded(Style.NOTICE, _("No text has one place called {begin} to begin at."), begin=asked(begin)),)


def full_card(most: int) -> Card:
    """That there are as many schedules as there can be."""
    said = ngettext(
        "There is {number} schedule, as many as there can be. Remove one first.",
        "There are {number} schedules, as many as there can be. Remove one first.",
        most,
    )
    return (part(Style.NOTICE, Run(said.format(number=most))),)


def no_such_schedule_card(number: int | None) -> Card:
    """That there is no schedule of that number, or that none was named."""
    if number is None:
        return (part(Style.NOTICE, Run(_("Name a schedule by its number in the list."))),)
    return (part(Style.NOTICE, Run(_("There is no schedule {number}.").format(number=number))),)


def not_there_card() -> Card:
    """That nothing can be posted into a channel by this member's wish."""
    return (part(Style.NOTICE, Run(_("Name a channel, a thread or a forum in which you can write yourself."))),)


def not_allowed_card(*, in_guild: bool) -> Card:
    """Who may set something up, and where."""
    if not in_guild:
        return (part(Style.NOTICE, Run(_("Something can be posted regularly in servers only."))),)
    return (part(Style.NOTICE, Run(_("To set this up you need the permission Manage Server."))),)


def remove_which_card(schedules: Sequence[Schedule], prefix: str, notice: Card = ()) -> Card:
    """The schedules, a line each, to pick the one that is to go."""
    if not schedules:
        return notice or list_card([], prefix)
    command = Run(f"{prefix}schedule remove {schedules[0].number}", italic=True)
    said = worded(Style.NOTICE, _("Which one is to be removed? Pick it, or name it: {command}"), command=command)
    return (*notice, said, *(part(Style.BODY, Run(short_name(schedule))) for schedule in schedules))


def short_name(schedule: Schedule) -> str:
    """A schedule as a menu lists it."""
    return f"{schedule.number}. {_(_KINDS[schedule.kind])}, {_rhythm(schedule.rhythm)}"


def _schedule(line: Line) -> Iterator[Part]:
    schedule = line.schedule
    words = _words(schedule)
    capital = Run(f"{words['what'].text[0].upper()}{words['what'].text[1:]}")
    yield worded(Style.BODY, _("{what}, {rhythm}, in {channel}"), **words | {"what": capital})
    if schedule.due_at is not None:
        said = _("Next: {moment} ({words} in {zone})")
        moment, zone = _moment(schedule.due_at, "F"), schedule.rhythm.zone
        yield worded(
            Style.BODY, said, moment=moment, words=Run(_local(schedule.due_at, zone)), zone=Run(shown_zone(zone))
        )
    if line.standing is not None:
        place = Run(place_name(line.standing.next.place))
        said = _("It goes on at {place} of {title}.") if schedule.posted_at else _("It begins at {place} of {title}.")
        yield worded(Style.SMALL, said, place=place, title=Run(line.standing.title, italic=True))
    if schedule.posted_at is not None:
        yield worded(Style.SMALL, _("Last posted {moment}"), moment=_moment(schedule.posted_at, "R"))
    if trouble := _trouble(line):
        fields = {
            "channel": words["channel"],
            "permissions": Run(", ".join(map(_, line.lacking))),
            "command": Run(f"/schedule change {schedule.number}", italic=True),
        }
        yield worded(Style.NOTICE, trouble, **fields)


def _trouble(line: Line) -> str | None:
    """What keeps it from being posted: the channel that is gone, a permission that is lacking now, or what was."""
    trouble = line.schedule.trouble
    if line.lacking and trouble is Trouble.LACKING:
        return _("The last post could not be made in {channel}: I lack {permissions}.")
    if line.lacking and trouble is not Trouble.GONE:
        return _("I could not post in {channel} now: I lack {permissions}.")
    return _(_TROUBLES[trouble]) if trouble else None


def _words(schedule: Schedule) -> dict[str, Run]:
    return {
        "what": Run(_(_KINDS[schedule.kind])),
        "rhythm": Run(_rhythm(schedule.rhythm)),
        "channel": Mark(f"<#{schedule.channel_id}>"),
    }


def _rhythm(rhythm: Rhythm) -> str:
    return _(_RHYTHMS[rhythm.weekday]).format(time=rhythm.time.isoformat("minutes"), zone=shown_zone(rhythm.zone))


def _moment(moment: datetime, look: str) -> Mark:
    return Mark(f"<t:{int(moment.timestamp())}:{look}>")


def _local(moment: datetime, zone: str) -> str:
    """The day and time that clocks in the zone show then."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{format_date(local, 'full', locale=spoken())}, {local:%H:%M}"


def _time_forms() -> str:
    return _("A time is written as 20:00, 20.30, 20h, 8pm or 8:30 pm.")


def _zone_forms() -> str:
    return _("A time zone is named after a city: Europe/Berlin, America/New_York, or UTC.")
