"""A term in another rendering's place: number, capitals, articles, possessives, no doubled word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.drafting.edits import apply
from pipeline.drafting.fitting import Place, fit
from pipeline.glossary.matching import Matcher
from pipeline.glossary.term import Term

TROOPER = Term("Soldat", ("trooper",))
HOUND = Term("Hund", ("hound",))
EDIFICE = Term("Gebäude", ("edifice",))
FLANK = Term("Ostflanke", ("eastern flank",))
SPEAR = Term("Speerspitze", ("spearhead force",))
RIVER = Term("Fluss", ("stream water",))
FORCES = Term("Truppe", ("armed forces",))
CONTINGENT = Term("Truppe", ("contingent",))
CRAFT = Term("Flugzeug", ("aeroplane",))
LADY = Term("Frau", ("lady",))
STAFF = Term("Soldat", ("personnel",))
GENTLEMAN = Term("Mann", ("gentleman",), target_forms=("gentlemen",))
MINISTER = Term("Minister", ("cabinet member",))
CHIEF = Term("Stabschef", ("chief of staff",))
ACT = Term("Grundakte", ("Founding Act",))
HAGUE = Term("Den Haag", ("The Hague",))
EBAY = Term("Börse", ("eTrade",))
KEPT = Term("Bundestag", ("Bundestag",), mode="keep")
EXACT = Term("MAD", ("MAD",), case="exact")
HONEST = Term("Makler", ("honest broker",))
UNIT = Term("Einheit", ("unit",))
DEPLOY = Term(
    "verlegen",
    ("redeploy",),
    source_forms=("verlegt", "verlegte"),
    target_forms=("redeploys", "redeployed", "redeploying"),
)
WITHDRAW = Term("abziehen", ("withdraw",), source_forms=("zieht ab", "abgezogen", "zog ab"))


def fitted(term: Term, german: str, text: str, rendering: str = "") -> str:
    """`text` with the term instead of what stands in [brackets]; `german` holds the term."""
    start, end = text.index("["), text.index("]") - 1
    plain = text.replace("[", "").replace("]", "")
    (occurrence,) = Matcher([term]).find(german)
    edits = fit(occurrence, Place(start, end, rendering or plain[start:end].lower()), plain)
    return apply(plain, edits)[0]


@pytest.mark.parametrize(
    ("term", "german", "text", "expected"),
    [
        (HOUND, "Die Hunde bellen.", "The [dogs] bark.", "The hounds bark."),
        (HOUND, "Der Hund bellt.", "The [dog] barks.", "The hound barks."),
        (HOUND, "des Hundes", "the [dog]", "the hound"),
        (GENTLEMAN, "zwei Männer", "two [men]", "two gentlemen"),
        (
            CRAFT,
            "Die Flugzeuge landen.",
            "The [aircraft] are landing.",
            "The aeroplanes are landing.",
        ),
        (CRAFT, "Das Flugzeug landet.", "The [aircraft] is landing.", "The aeroplane is landing."),
        (CRAFT, "drei Flugzeugen", "three [aircraft]", "three aeroplanes"),
        (CRAFT, "des Flugzeugs", "of the [aircraft]", "of the aeroplane"),
        (CRAFT, "Dieses Flugzeug", "This new [aircraft]", "This new aeroplane"),
        (CONTINGENT, "Die Truppe", "The [troops]", "The contingent"),
        (CONTINGENT, "Die Truppen", "The [troops]", "The contingents"),
        (
            MINISTER,
            "Die Minister beraten.",
            "The [ministers] confer.",
            "The cabinet members confer.",
        ),
        (CHIEF, "Die Stabschefs", "The [heads]", "The chiefs of staff"),
        (FORCES, "Die Truppe", "The [troop]", "The armed forces"),
        (KEPT, "des Bundestages", "of the [parliament]", "of the Bundestag"),
    ],
)
def test_number_is_what_the_model_made_it(
    term: Term, german: str, text: str, expected: str
) -> None:
    assert fitted(term, german, text) == expected


def test_a_word_the_model_also_has_a_singular_for_keeps_its_plural() -> None:
    """„Minister“ is its own plural; so is „Schüler“."""
    pupil = Term("Schüler", ("learner",))
    assert fitted(pupil, "Die Schüler", "The [pupils]", "pupils") == "The learners"


@pytest.mark.parametrize(
    ("term", "german", "text", "expected"),
    [
        (HOUND, "Hunde bellen.", "[Dogs] bark.", "Hounds bark."),
        (HOUND, "Er sagte: Hunde bellen.", "He said: [Dogs] bark.", "He said: Hounds bark."),
        (HOUND, "„Hunde bellen“", "“[Dogs] bark,”", "“Hounds bark,”"),
        (HOUND, "ein Hund", "the [Dog] of Baskerville", "the hound of Baskerville"),
        (FLANK, "DIE OSTFLANKE", "THE [EAST FLANK]", "THE EASTERN FLANK"),
        (HOUND, "HUNDE", "[DOGS]", "HOUNDS"),
        (HOUND, "HUNDE WARNEN KATZEN", "[DOGS] WARN CATS", "HOUNDS WARN CATS"),
        (HOUND, "Der Hund", "The [DOG] barks", "The hound barks"),
        (
            FLANK,
            "Die Ostflanke",
            "Allies Announce Plans for the [East Flank]",
            "Allies Announce Plans for the Eastern Flank",
        ),
        (
            CHIEF,
            "Stabschef",
            "New Deputy [Head] Resigns Today",
            "New Deputy Chief of Staff Resigns Today",
        ),
        (ACT, "die Grundakte", "the [basic act]", "the Founding Act"),
        (EBAY, "Börse schließt", "[Exchange] closes", "eTrade closes"),
        (EXACT, "Der MAD ermittelt.", "The [Mad] investigates.", "The MAD investigates."),
        (KEPT, "BUNDESTAG TAGT", "[PARLIAMENT] SITS", "Bundestag SITS"),
    ],
)
def test_capitals(term: Term, german: str, text: str, expected: str) -> None:
    assert fitted(term, german, text) == expected


@pytest.mark.parametrize(
    ("term", "german", "text", "expected"),
    [
        (EDIFICE, "ein Gebäude", "a [building]", "an edifice"),
        (EDIFICE, "Ein Gebäude", "A [building]", "An edifice"),
        (TROOPER, "ein Soldat", "an [infantryman]", "a trooper"),
        (TROOPER, "Ein Soldat", "An [infantryman]", "A trooper"),
        (TROOPER, "EIN SOLDAT", "AN [INFANTRYMAN] AND HIS DOG", "A TROOPER AND HIS DOG"),
        (EDIFICE, "EIN GEBÄUDE", "A [BUILDING] AND ITS DOORS", "AN EDIFICE AND ITS DOORS"),
        (HONEST, "ein Makler", "a [broker]", "an honest broker"),
        (UNIT, "eine Einheit", "an [outfit]", "a unit"),
        (EDIFICE, "ein Gebäude", "a “[building]”", "an “edifice”"),
        (EDIFICE, "ein altes Gebäude", "an old [building]", "an old edifice"),
        (EDIFICE, "das Gebäude", "the [building]", "the edifice"),
        (EDIFICE, "Vitamin A Gebäude", "vitamin A [building]", "vitamin A edifice"),
        (FORCES, "Eine Truppe", "A [troop] came.", "Armed forces came."),
        (FORCES, "mit einer Truppe", "with a [troop]", "with armed forces"),
        (TROOPER, "ein Soldat aus Riga", "an [infantryman]-poet", "a trooper-poet"),
    ],
)
def test_articles(term: Term, german: str, text: str, expected: str) -> None:
    assert fitted(term, german, text) == expected


@pytest.mark.parametrize(
    ("term", "german", "text", "expected"),
    [
        (TROOPER, "des Soldaten", "the [soldier]'s dog", "the trooper's dog"),
        (TROOPER, "der Soldaten", "the [soldiers]' dogs", "the troopers' dogs"),
        (LADY, "der Frauen", "the [women]’s vote", "the ladies’ vote"),
        (GENTLEMAN, "der Männer", "the [guys]' vote", "the gentlemen's vote"),
        (STAFF, "der Soldaten", "the [soldiers]' dogs", "the personnel's dogs"),
        (TROOPER, "Soldaten", "the 'brave [soldiers]' of Riga", "the 'brave troopers' of Riga"),
        (STAFF, "Soldaten", "the 'brave [soldiers]' of Riga", "the 'brave personnel' of Riga"),
        (FORCES, "der Truppe", "the [troop]'s base", "the armed forces' base"),
    ],
)
def test_possessives(term: Term, german: str, text: str, expected: str) -> None:
    assert fitted(term, german, text) == expected


@pytest.mark.parametrize(
    ("term", "german", "text", "expected"),
    [
        (RIVER, "der Fluss", "the [river] water", "the stream water"),
        (FLANK, "der Ostflanke", "the eastern [flank]", "the eastern flank"),
        (FLANK, "der Ostflanke", "the east [flank]", "the eastern flank"),
        (FLANK, "eine Ostflanke", "a eastern [flank]", "an eastern flank"),
        (SPEAR, "die Speerspitze", "the [spearhead] force", "the spearhead force"),
        (SPEAR, "die Speerspitzen", "the [spearhead] forces", "the spearhead forces"),
        (
            SPEAR,
            "die Speerspitze",
            "the [spearhead], force of nature",
            "the spearhead force, force of nature",
        ),
        (SPEAR, "NATO-Speerspitze", "a NATO-[spearhead]", "a NATO-spearhead force"),
        (HAGUE, "in Den Haag", "in the [Haag]", "in The Hague"),
        (CHIEF, "Stabschef", "chief of [staff]", "chief of staff"),
    ],
)
def test_no_word_stands_doubled(term: Term, german: str, text: str, expected: str) -> None:
    assert fitted(term, german, text) == expected


def test_a_neighbour_that_is_another_terms_stays() -> None:
    text = "the eastern flank"
    (occurrence,) = Matcher([FLANK]).find("die Ostflanke")
    edits = fit(occurrence, Place(12, 17, "flank"), text, taken=[(4, 11)])
    assert apply(text, edits)[0] == "the eastern eastern flank"


@pytest.mark.parametrize(
    ("term", "german", "text", "expected"),
    [
        (DEPLOY, "wird verlegt", "is [moved]", "is redeployed"),
        (DEPLOY, "Er verlegte sie.", "He [moved] them.", "He redeployed them."),
        (DEPLOY, "Er verlegt sie.", "He [moves] them.", "He redeploys them."),
        (DEPLOY, "Er verlegt sie.", "He is [moving] them.", "He is redeploying them."),
        (DEPLOY, "Sie verlegen sie.", "They [move] them.", "They redeploy them."),
        (WITHDRAW, "Er zog ab.", "He [left].", "He withdrew."),
        (WITHDRAW, "ist abgezogen", "has [left]", "has withdrawn"),
        (WITHDRAW, "Er zieht ab.", "He [leaves].", "He withdraws."),
    ],
)
def test_verbs_keep_their_tense(term: Term, german: str, text: str, expected: str) -> None:
    assert fitted(term, german, text) == expected


@given(before=st.text(max_size=20), after=st.text(max_size=20))
def test_all_else_stays(before: str, after: str) -> None:
    """Whatever stands around a place, the edits keep to it, its article and its neighbours."""
    text = f"{before} building {after}"
    start = len(before) + 1
    (occurrence,) = Matcher([EDIFICE]).find("das Gebäude")
    edits = fit(occurrence, Place(start, start + 8, "building"), text)
    put = apply(text, edits)[0]
    assert "edifice" in put.casefold()
    untouched = before.split(" ")[:-1], after.split(" ")[1:]
    assert put.startswith(" ".join(untouched[0])) and put.endswith(" ".join(untouched[1]))
