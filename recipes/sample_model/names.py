"""Invented names and addresses: words that a translation leaves as they are."""

from __future__ import annotations

from random import Random

_ONSETS = (
    "B Br D Dr F Fr G Gr H J K Kl Kr L M N P Pr R S Sch St T Tr V W Z Ch Th Ts Sz Dj Kw Ng Y Ö Ä"
).split()
_INNER = "b d f g h k l m n p r s t v w z ll nn rr ss tt nd nk rg rt st lm ck sch ch sk zh kh".split()
_VOWELS = "a a a e e e i i o o u ä ö ü ai au ei ie oo ou ia".split()
_ENDINGS = (
    " n r s t l m k ck ch n ng tz rd rt nd ski sky wicz ov ova enko idze oğlu ez es sson sen mann "
    "berg stein hoff burg dorf hausen wald er ler ner ić ska ini etti ani ou is"
).split(" ")
_HOSTS = "rundschau nachrichten stadtblatt zeitung ministerium verein archiv institut".split()


def name(random: Random) -> str:
    """A surname, first name or village that nobody has heard of: "Karvelenko", "Stroogen"."""
    middle = "".join(
        random.choice(_INNER) + random.choice(_VOWELS) for _ in range(random.choice((0, 1, 1, 2)))
    )
    return (
        random.choice(_ONSETS)
        + random.choice(_VOWELS)
        + middle
        + (random.choice(_INNER) + random.choice(("a", "e", "i", "o")) if not middle else "")
        + random.choice(_ENDINGS)
    )


def web_address(random: Random) -> str:
    """A web or mail address under a reserved domain (RFC 2606)."""
    host = f"{random.choice(_HOSTS)}.example"
    part = name(random).lower()
    return random.choice((f"https://www.{host}/{part}", f"www.{host}", f"{part}@{host}", f"@{part}"))
