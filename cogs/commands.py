"""Every command a member can use: its name, what it does, an example. Help texts and the README come from here.

A new command is a line here and a handler in a cog; the tests hold the two together. Its sentences are looked up in
the language that is spoken where they are shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from cogs.language import later


class Group(Enum):
    """What commands are for, as help heads them."""

    ASKING = later("Asking")
    BROWSING = later("Browsing")
    CITING = later("Citing")
    SETTING_UP = later("Setting up")


@dataclass(frozen=True, slots=True)
class Command:
    """A command as help shows it.

    ``permissions`` is what a member needs for it, nothing where everybody may; ``details`` is what there is to know
    beside the line of help, a paragraph a line.
    """

    name: str
    help: str
    example: str
    group: Group = Group.BROWSING
    permissions: str = ""
    details: str = ""


SERGE = Command(
    "serge",
    later("Look up a topic, a claim or a question in the essay"),
    "serge kronstadt",
    Group.ASKING,
    details=later(
        "Ask with a topic, with the claim you want answered, or with a question. A page (memoirs 150), a note "
        "(note 29), a work or a person brings what is quoted there; ibid 159 another page of the work cited last.\n"
        "Where I am not sure I offer what you may mean, and where the essay says nothing I say so. A mention of me "
        "asks too, and alone with me no command is needed. The slash command suggests topics while you type, and shows "
        "the answer to you alone first if you like."
    ),
)
TOPICS = Command(
    "topics",
    later("List the essay’s topics by section"),
    "topics",
    details=later(
        "Each of them can be asked for by its name, and by others that people give it: pick a section to see those, "
        "and a topic to see what the essay says, for you alone."
    ),
)
SOURCES = Command(
    "sources",
    later("List the works the essay cites"),
    "sources",
    details=later(
        "Each with the short title by which the essay cites it; ask for that with a page: memoirs 150. Pick one to see "
        "what is quoted from it, for you alone."
    ),
)
CHECK = Command(
    "check",
    later("Check whether a quotation stands in the essay, word for word"),
    "check “never dared dispute the theory”",
    Group.ASKING,
    details=later(
        "It is exact, altered, put together from several places, or not in the library; every word that was left out, "
        "put in or replaced is shown, with the page.\n"
        "Overlooked, and said to be so: quotation marks, dashes, capital letters, ellipses, brackets, italics, notes, "
        "accents, line breaks."
    ),
)
COMPARE = Command(
    "compare",
    later("Set earlier words against later ones, with the essay’s comment"),
    "compare kronstadt",
    details=later("Without a topic it lists all that is compared."),
)
READ = Command(
    "read",
    later("Read the essay in order, with its notes, from where you stopped"),
    "read bolsheviks 17",
    details=later(
        "A section is enough (the opposition), or a note (note 28) for the paragraph that marks it; slips of the pen "
        "are mended. Without a place it opens where you stopped; “next” and “back” go on from there.\n"
        "Buttons leaf, show the notes and jump to a section. Where you stopped is remembered for you alone."
    ),
)
MAP = Command(
    "map",
    later("Show the map of the argument: who claims what, and on what it rests"),
    "map",
    details=later(
        "Under each section its claims, who holds them, where they are stated and answered, and how much is quoted "
        "from which works. With the name of a section it opens there: map opposition."
    ),
)
CITE = Command(
    "cite",
    later("Cite an answer, a work, or everything cited here, in the style you need"),
    "cite kronstadt as bibtex",
    Group.CITING,
    details=later(
        "Without a name it cites the last answer here; “session” cites all answers here since 12 hours ago, or since "
        "whenever you say: cite session since 20:00.\n"
        "Styles: chicago (notes and bibliography), note, bibliography, mla, bibtex, ris, csl-json. What programs read "
        "comes as a file too; so does the rest with “as a file”."
    ),
)
HELP = Command(
    "help",
    later("Show what you can ask and how"),
    "help cite",
    Group.ASKING,
    details=later("With the name of a command it explains that one; “commands” lists them all."),
)
SETTINGS = Command(
    "settings",
    later("Set how I answer you, this channel or this server"),
    "settings channel references on",
    Group.SETTING_UP,
    permissions=later("Your own are yours to set; a channel’s and the server’s take the permission Manage Server."),
    details=later(
        "Without words it shows you menus, to you alone. In words: whose (me, channel, server), what, and the choice; "
        "“default” takes a choice back.\n"
        "form whole or short; first public or alone (slash commands); references on or off (a citation in conversation "
        "brings the quotation); language by its code (en, fr).\n"
        "For a channel also: silent on or off. For a channel or the server: asking, with the roles that may ask or "
        "“everybody”. For the server: prefix."
    ),
)
DOCTOR = Command(
    "doctor",
    later("Show what I may not do here, and how to mend it"),
    "doctor",
    Group.SETTING_UP,
    permissions=later("Everybody sees how it is in a channel; Manage Server shows the whole server, by slash command."),
    details=later("Each permission I need, with what it is for, and where it is missing."),
)
SCHEDULE = Command(
    "schedule",
    later("Post an entry, a pair or a reading every day or week"),
    "schedule add reading friday 20:00 Europe/Berlin",
    Group.SETTING_UP,
    permissions=later("It takes the permission Manage Server."),
    details=later(
        "Say what (passage, pair or reading), when, in which time zone, on which day if not every day, and in which "
        "channel, thread or forum if not here. A reading begins at a place in quotation marks, if you name one: “The "
        "Bolsheviks 3”.\n"
        "“schedule” lists what there is; “schedule change 1 21:00” changes, and “schedule remove 1” removes it."
    ),
)
LIBRARY = Command(
    "library",
    later("Keep the entries that this group adds: write, change, retire, restore"),
    "library edit pumpernickel",
    Group.SETTING_UP,
    permissions=later("It takes the permission Manage Messages."),
    details=later(
        "A form opens with “library add”, and you see what you wrote before you publish it; what is not finished "
        "waits for you. Words of the essay are found in it; others need the work and the page they are from. This "
        "group finds its entries, and no other.\n"
        "“library history” shows every change of an entry, word by word, and brings any of them back; “library retire” "
        "hides an entry, “library restore” shows it again, and “library list” lists them."
    ),
)

COMMANDS = (SERGE, CHECK, CITE, COMPARE, READ, MAP, TOPICS, SOURCES, HELP, SETTINGS, DOCTOR, SCHEDULE, LIBRARY)


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu on somebody's message, as help shows it."""

    name: str
    help: str


FIND_REBUTTAL = Menu(
    later("Find the rebuttal"), later("Find what the essay answers to a message, sentence by sentence")
)
CHECK_QUOTATION = Menu(
    later("Check the quotation"), later("Check what a message quotes, word by word against the essay")
)

MENUS = (FIND_REBUTTAL, CHECK_QUOTATION)
