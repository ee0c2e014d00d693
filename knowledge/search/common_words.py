"""Words of everyday English that say little by themselves.

STOP_WORDS are left out of every search. WEAK_WORDS are searched, since they help to tell one question from another,
but count little, and a query of nothing else is not looked up: "near" or "drop table" is about nothing here, whatever
phrasing happens to hold the words. A topic or alias that consists of them is still found by its name.
"""

from __future__ import annotations

STOP_WORDS = frozenset(
    """
    a about after again all also am an and any are as at be because been before being but by can cannot could did do
    does doing done dont down each even every few for from further get gets getting go goes going got had has have
    having he her here hers him his how however i if im in into is isnt it its itself just let like made make makes
    many may me might more most much must my myself no nor not now of off on once one only or other our ours out over
    own per quite rather really s same say says said saying shall she should so some something such t than that
    thats the their theirs them then there therefore these they thing things this those though through thus to too
    under until up upon us very was wasnt way we well were what whats when where whether which while who whom whose why
    will with within without would wouldnt yes yet you your yours didnt doesnt wont cant isn wasn didn doesn tell know
    think mean means explain show give anyone anybody someone somebody everyone hello hi hey thanks thank ok okay lol
    pls plz please bro dude guys essay text author
    wat wut wot idk tbh imo imho ngl u ur ya yall cuz coz bc cos tho thru ppl gimme lemme gonna wanna gotta dunno
    arent werent hasnt havent hadnt couldnt shouldnt theyre theyve youre youve weve ive
    """.split()  # noqa: SIM905  # as a list it would be two hundred lines that nobody reads
)

WEAK_WORDS = frozenset(
    """
    citation citations quotation quotations quote quoted quotes source sources stuff
    able above across add afternoon ago ahead already always answer around ask asked asks away back bad become
    becomes begin behind believe below best better between big bit both bring buy call called came care carry case
    come comes common correct couple day days deal decide difference different drop dropped early easy eat else end
    enough evening ever everything exactly example fact fall far fast feel figure final find fine first follow found
    free friend friends front full fun funny game gave general give given good great group guess guy guys half hand
    happen happened happens happy hard hear heard heart help high hold home hope hour hours house idea important
    instead interesting job keep kid kids kind knew large last late later learn least leave left less life line link
    list little live long look looked looking looks lose lot lots love low main man matter maybe meet meeting men
    mind minute minutes moment money month months morning move name near nearly need needed needs never new news
    next nice night nobody none normal nothing number numbers obvious old open order others page paper part pass
    past pay people perhaps person phone photo pick picture piece place play point possible post pretty problem
    problems proper put question questions quick read reading real reason reasons recommend remember right room run
    sad school second see seem seems seen send sense set several share short side simple simply since sit situation
    small song soon sort sound sounds speak start started starts stay step still stop story stuff suppose sure table
    take taken takes talk talking team ten test tests text three till time times today together told tomorrow
    tonight took top toward try trying turn two type understand use used using usual video view wait walk want
    wanted wants watch week weeks went whatever whole wonder word words world worse worst worth write writing wrong
    wrote year years yesterday young
    """.split()  # noqa: SIM905  # as above
)
