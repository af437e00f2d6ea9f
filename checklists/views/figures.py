"""Which national figures are worth reading on the way to an employer."""

MOST = 5

# What an employer may ask about or what opens a conversation, first things first.
SUBJECTS = (
    "has_disabled",
    "will_hire_yes",
    "will_hire_maybe",
    "hard_to_fill",
    "register_works",
    "responsible_yes",
    "hr_priority",
    "tightness",
    "desk_known",
    "not_know_no_risk",
    "not_know_banenafspraak",
    "manager_positive_experience",
    "manager_unsure_how_to_help",
)


def split_figures(figures):
    """Return (at most MOST figures about employers like this one, the others worth knowing), most telling first."""
    known = sorted((one for one in figures if one.key in SUBJECTS), key=lambda one: SUBJECTS.index(one.key))
    own = [one for one in known if one.segment_kind != "total"][:MOST]
    return own, [one for one in known if one not in own]
