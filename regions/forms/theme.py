"""The colours of a region, as its administrator picks them."""

from django import forms

from regions.theme import DEFAULT, HEX, WANTED, Colours, weakest_contrasts

TOO_LIGHT = {
    "brand": "Deze kleur is te licht voor koppelingen en knoppen.",
    "header": "Deze kleur is te licht voor de balk met witte letters.",
    "accent": "Deze kleur valt te weinig op als rand.",
}
SO = "{why} Het contrast is {found}, nodig is {wanted}. Kies een donkerder kleur."


class ColourField(forms.CharField):
    """One colour as #rrggbb; the browser's own picker gives exactly that."""

    widget = forms.TextInput(attrs={"type": "color"})

    def __init__(self, **kwargs):
        super().__init__(error_messages={"required": "Kies een kleur."}, **kwargs)

    def clean(self, value):
        colour = super().clean(value).lower()
        if not HEX.fullmatch(colour):
            raise forms.ValidationError("Schrijf een kleur als #, gevolgd door zes cijfers of letters a tot en met f.")
        return colour


class ThemeForm(forms.Form):
    """Three colours that can be read wherever they stand, or the button that goes back to the plain ones."""

    brand = ColourField(label="Knoppen en koppelingen")
    header = ColourField(label="Balk bovenaan")
    accent = ColourField(label="Rand om waar u bent", help_text="Te zien bij werken met het toetsenbord.")

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        for name, found in weakest_contrasts(Colours(**data)).items():
            if found < WANTED:
                shown = f"{int(found * 10) / 10:.1f}".replace(".", ",")  # cut off: 4,49 is not "4,5, needed is 4,5"
                sentence = SO.format(why=TOO_LIGHT[name], found=shown, wanted=f"{WANTED}".replace(".", ","))
                self.add_error(name, sentence)
        return data


def make_theme_form(region, data=None):
    """Return the form with what the region has now; asked for the plain colours, those are what was typed."""
    if data is not None and "gewoon" in data:
        data = {"brand": DEFAULT.brand, "header": DEFAULT.header, "accent": DEFAULT.accent}
    now = region.colours
    return ThemeForm(data, initial={"brand": now.brand, "header": now.header, "accent": now.accent})
