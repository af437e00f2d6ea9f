"""To whom the work of someone who leaves goes."""

from django import forms

from safekeeping.guarding import Guarded


class HandOverWorkForm(Guarded, forms.Form):
    """One colleague who takes it all, with a note in every dossier."""

    to = forms.ModelChoiceField(
        queryset=None,
        label="Aan wie draagt u het werk over?",
        empty_label="Kies een adviseur",
        error_messages={"required": "Kies een adviseur.", "invalid_choice": "Kies een adviseur uit de lijst."},
    )
    note = forms.CharField(
        label="Notitie",
        max_length=300,
        help_text="Bijvoorbeeld waarom, en wat als eerste moet gebeuren. Dit komt in elk dossier te staan.",
        error_messages={
            "required": "Schrijf een korte notitie voor uw collega's.",
            "max_length": "Houd de notitie korter dan 300 tekens.",
        },
    )

    def __init__(self, *args, advisers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = advisers
