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
    """Return (the region's own figures and at most MOST about employers like this one, the others), most telling first."""
    region = [one for one in figures if one.segment_kind == "region"]
    known = [one for one in figures if one.key in SUBJECTS and one not in region]
    known.sort(key=lambda one: SUBJECTS.index(one.key))
    own = [one for one in known if one.segment_kind != "total"][:MOST]
    return region + own, [one for one in known if one not in own]
