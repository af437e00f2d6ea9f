"""From willen, kunnen and behaviour to one of the profiles, or to the border zone with its candidates."""

from dataclasses import dataclass

from .weights import DOES_IT, HIGH, LOW

P1, P1B, P2, P3, P4, P5, P6, BORDER = PROFILES = ("P1", "P1b", "P2", "P3", "P4", "P5", "P6", "grens")
"""P1 does it, P1b does it with concerns, P2 willing and able, P3 willing, P4 able, P5 not now, P6 too little known."""


@dataclass(frozen=True)
class Placement:
    """Where an employer stands: the profile, and for the border zone what it can be and which sides leave it open."""

    profile: str
    candidates: tuple[str, ...] = ()
    border: tuple[str, ...] = ()


def place(willen: float | None, kunnen: float | None, behaviour: float | None) -> Placement:
    """Return the profile for two sides and the behaviour, all 0..100 at 6 decimals; None: no score.

    Behaviour that is not known is treated as not doing it (yet): the profile then rests on both sides. An employer
    that does it already is placed by willen alone.
    """
    if willen is None or kunnen is None:
        return _UNKNOWN
    if behaviour is not None and behaviour >= DOES_IT:
        return _DOES_IT[_get_zone(willen)]
    return _DOES_NOT_YET[_get_zone(willen), _get_zone(kunnen)]


def _get_zone(value: float) -> str:
    if value >= HIGH:
        return "high"
    return "low" if value < LOW else "border"


_UNKNOWN = Placement(P6)
_DOES_IT = {
    "high": Placement(P1),
    "border": Placement(BORDER, (P1, P1B), ("willen",)),
    "low": Placement(P1B),
}
_DOES_NOT_YET = {
    ("high", "high"): Placement(P2),
    ("high", "border"): Placement(BORDER, (P2, P3), ("kunnen",)),
    ("high", "low"): Placement(P3),
    ("border", "high"): Placement(BORDER, (P2, P4), ("willen",)),
    ("border", "border"): Placement(BORDER, (P2, P3, P4, P5), ("willen", "kunnen")),
    ("border", "low"): Placement(BORDER, (P3, P5), ("willen",)),
    ("low", "high"): Placement(P4),
    ("low", "border"): Placement(BORDER, (P4, P5), ("kunnen",)),
    ("low", "low"): Placement(P5),
}
