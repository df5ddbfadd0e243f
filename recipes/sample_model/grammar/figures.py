"""Numbers, money, dates, times of day: the same value written in both languages."""

from __future__ import annotations

from random import Random

Pair = tuple[str, str]

WORDS: dict[int, Pair] = {
    2: ("zwei", "two"), 3: ("drei", "three"), 4: ("vier", "four"), 5: ("fünf", "five"),
    6: ("sechs", "six"), 7: ("sieben", "seven"), 8: ("acht", "eight"), 9: ("neun", "nine"),
    10: ("zehn", "ten"), 11: ("elf", "eleven"), 12: ("zwölf", "twelve"),
}  # fmt: skip
ORDINALS: list[Pair] = [
    ("ersten", "first"), ("zweiten", "second"), ("dritten", "third"), ("vierten", "fourth"),
    ("fünften", "fifth"), ("sechsten", "sixth"), ("siebten", "seventh"), ("zehnten", "tenth"),
]  # fmt: skip
WEEKDAYS: list[Pair] = [
    ("Montag", "Monday"), ("Dienstag", "Tuesday"), ("Mittwoch", "Wednesday"),
    ("Donnerstag", "Thursday"), ("Freitag", "Friday"), ("Samstag", "Saturday"),
    ("Sonntag", "Sunday"),
]  # fmt: skip
MONTHS: list[Pair] = [
    ("Januar", "January"), ("Februar", "February"), ("März", "March"), ("April", "April"),
    ("Mai", "May"), ("Juni", "June"), ("Juli", "July"), ("August", "August"),
    ("September", "September"), ("Oktober", "October"), ("November", "November"),
    ("Dezember", "December"),
]  # fmt: skip


def integer(n: int) -> Pair:
    """Digits with thousands separators from 1.000 (1,000) up."""
    text = f"{n:,}"
    return text.replace(",", "."), text


def decimal(tenths: int) -> Pair:
    """A number with one decimal, or none where it is whole: 35 → 3,5 / 3.5."""
    whole, tenth = divmod(tenths, 10)
    return (f"{whole},{tenth}", f"{whole}.{tenth}") if tenth else (str(whole), str(whole))


def nth(n: int) -> Pair:
    """An ordinal in digits: 3. → 3rd."""
    ending = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}.", f"{n}{ending}"


def small(rng: Random, low: int = 2, high: int = 12) -> Pair:
    """A number from two to twelve, in words."""
    return WORDS[rng.randint(low, high)]


def number(rng: Random, low: int, high: int) -> Pair:
    """A plausible figure of any size between the limits: round more often than not."""
    size = low * (high / low) ** rng.random()
    n = round(size)
    if n >= 10_000 or (n >= 100 and rng.random() < 0.8):
        step = 10 ** (len(str(n)) - 2) if rng.random() < 0.7 else 10 ** (len(str(n)) - 1) // 2
        n = max(round(n / step) * step, low)
    return WORDS[n] if n in WORDS else integer(n)


def percent(rng: Random, high: int = 60) -> Pair:
    """A percentage; the sign stays a sign, the word stays a word."""
    de, en = decimal(rng.randint(2, high * 10) if rng.random() < 0.5 else rng.randint(2, high) * 10)
    if rng.random() < 0.12:
        return f"{de} %", f"{en}%"
    return f"{de} Prozent", f"{en} per cent"


_CURRENCIES: list[Pair] = (
    [("Euro", "euros")] * 8 + [("Dollar", "dollars")] * 2 + [("Pfund", "pounds")]
)


def money(rng: Random) -> Pair:
    """A sum in millions or billions, in thousands, or a price with cents."""
    currency = rng.choice(_CURRENCIES)
    kind = rng.random()
    if kind < 0.4:
        amount = decimal(rng.randint(11, 99)) if rng.random() < 0.6 else integer(rng.randint(2, 90))
        return f"{amount[0]} Milliarden {currency[0]}", f"{amount[1]} billion {currency[1]}"
    if kind < 0.75:
        amount = (
            decimal(rng.randint(11, 99)) if rng.random() < 0.3 else integer(rng.randint(2, 90) * 10)
        )
        return f"{amount[0]} Millionen {currency[0]}", f"{amount[1]} million {currency[1]}"
    de, en = integer(rng.randint(2, 999) * 1000 if kind < 0.9 else rng.randint(20, 990))
    return f"{de} {currency[0]}", f"{en} {currency[1]}"


def millions(rng: Random) -> Pair:
    """A sum of a million or more."""
    while True:
        de, en = money(rng)
        if "Milli" in de:
            return de, en


def price(rng: Random) -> Pair:
    """A shop price: 0,59 € → €0.59."""
    euros, cents = (
        rng.choice((0, 0, 1, 2, 3, 4, 9, 12, 19, 49)),
        rng.choice((9, 19, 29, 49, 59, 79, 89, 95, 99)),
    )
    return f"{euros},{cents:02} €", f"€{euros}.{cents:02}"


def date(rng: Random, year: bool | None = None) -> Pair:
    """A calendar date without its preposition: 3. Mai 2024 → 3 May 2024."""
    day, month = rng.randint(1, 28), rng.choice(MONTHS)
    with_year = rng.random() < 0.5 if year is None else year
    tail = f" {rng.randint(1989, 2026)}" if with_year else ""
    return f"{day}. {month[0]}{tail}", f"{day} {month[1]}{tail}"


def clock(rng: Random) -> Pair:
    """A time of day: 14.30 Uhr → 2.30 pm; full hours lose the minutes."""
    hour, minute = (
        rng.choice((6, 7, 8, 9, 10, 11, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22)),
        rng.choice((0, 0, 15, 30, 45)),
    )
    half = "am" if hour < 12 else "pm"
    short = hour if hour < 13 else hour - 12
    if minute:
        return f"{hour}.{minute} Uhr", f"{short}.{minute} {half}"
    return f"{hour} Uhr", f"{short} {half}"
