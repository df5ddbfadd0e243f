"""Invented names and addresses: words that a translation leaves as they are."""

from __future__ import annotations

from random import Random

_SYLLABLES = {
    "onset": "B Br D Dr F Fr G Gr H J K Kl Kr L M N P Pr R S Sch St T Tr V W Z Ch Th Ts Sz Dj Kw Y",
    "vowel": "a a a e e e i i o o u ä ö ü ai au ei ie oo ou ia",
    "inner": "b d f g h k l m n p r s t v w z ll nn rr ss tt nd nk rg rt st lm ck sch ch sk zh kh",
    "ending": "n r s t l k ck ch ng tz rd rt ski sky wicz ov ova enko idze oğlu ez es sson sen "
    "mann berg stein hoff burg dorf hausen wald er ler ner ić ska ini etti ani ou is a e i o",
    "host": "rundschau nachrichten stadtblatt zeitung ministerium verein archiv institut",
}
_PARTS = {part: choices.split() for part, choices in _SYLLABLES.items()}
_PATTERNS = (
    ("onset", "vowel", "ending"),
    ("onset", "vowel", "inner", "vowel", "ending"),
    ("onset", "vowel", "inner", "vowel", "ending"),
    ("onset", "vowel", "inner", "vowel", "inner", "vowel", "ending"),
)


def name(random: Random) -> str:
    """A surname, first name or village that nobody has heard of: "Karvelenko", "Stroogen"."""
    return "".join(random.choice(_PARTS[part]) for part in random.choice(_PATTERNS))


def web_address(random: Random) -> str:
    """A web or mail address under a reserved domain (RFC 2606)."""
    host = f"{random.choice(_PARTS['host'])}.example"
    part = name(random).lower()
    forms = (f"https://www.{host}/{part}", f"www.{host}", f"{part}@{host}", f"@{part}")
    return random.choice(forms)
