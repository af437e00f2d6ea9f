"""The colours of a region: whether they can be read, and the stylesheet they make. Pure: colours in, numbers and CSS out."""

import re
from dataclasses import dataclass

WANTED = 4.5  # the contrast ratio that WCAG 2.2 AA asks of text
HEX = re.compile(r"#[0-9a-f]{6}")
WHITE = "#ffffff"
# What stands behind text by day: static/css/tokens.css, the lightest and the darkest of them.
PLAIN_GROUNDS = (WHITE, "#f6f4ef", "#efece4")
TINT = 0.1  # of the brand colour in the light ground behind a chosen thing


@dataclass(frozen=True)
class Colours:
    """The three colours of a region, as #rrggbb in lower case."""

    brand: str  # links and buttons
    header: str  # the bar on top, and a button under the pointer
    accent: str  # the ring around what has the focus

    @property
    def tint(self):
        """Return the light ground that goes with the brand colour."""
        return _mix(self.brand, WHITE, TINT)


DEFAULT = Colours(brand="#0b5563", header="#073a44", accent="#b4451f")


def contrast(one, other):
    """Return the contrast ratio of two colours, 1 to 21, as WCAG 2.2 defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def weakest_contrasts(colours):
    """Return, per colour, the lowest contrast it has in any place it is used."""
    light = (*PLAIN_GROUNDS, colours.tint)
    return {
        "brand": min(contrast(colours.brand, ground) for ground in light),
        "header": min(contrast(colours.header, ground) for ground in (WHITE, colours.tint)),
        "accent": min(contrast(colours.accent, ground) for ground in light),
    }


def write_stylesheet(colours):
    """Return the token file of a region: by day only, because by night the colours that were tested stay."""
    return (
        "@media (prefers-color-scheme: light) {\n  :root {\n"
        f"    --kleur-merk: {colours.brand};\n"
        f"    --kleur-koppeling: {colours.brand};\n"
        f"    --kleur-merk-donker: {colours.header};\n"
        f"    --kleur-merk-licht: {colours.tint};\n"
        f"    --kleur-accent: {colours.accent};\n"
        f"    --kleur-focus: {colours.accent};\n"
        "  }\n}\n"
    )


def _channels(colour):
    return [int(colour[start : start + 2], 16) for start in (1, 3, 5)]


def _luminance(colour):
    shares = [value / 255 for value in _channels(colour)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _mix(colour, ground, share):
    pairs = zip(_channels(colour), _channels(ground), strict=True)
    return "#" + "".join(f"{round(one * share + other * (1 - share)):02x}" for one, other in pairs)
