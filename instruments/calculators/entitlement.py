"""For which worker groups a sum makes sense at all, by the decision table of the catalogue; a test holds the two together."""

YES, MAYBE, NO = "yes", "maybe", "no"

_LKS_MAYBE = frozenset(
    [
        "register_andere_grond",
        "wia_wga",
        "wia_35min",
        "ww",
        "ww_56plus",
        "statushouder",
        "pro_vso_entree",
        "scholingsbelemmerd",
    ]
)
# Kind of calculation -> (groups that have it, groups that have it under a condition); every other group has not.
_GROUPS = {
    "lks": (frozenset(["pwet_lks_register", "beschut_werk"]), _LKS_MAYBE),
    "lks-forfait": (frozenset(["pwet_lks_register"]), _LKS_MAYBE | {"beschut_werk"}),
    "loondispensatie": (frozenset(["wajong_arbeidsvermogen"]), frozenset()),
    "no-risk": (
        frozenset(
            [
                *("pwet_lks_register", "register_andere_grond", "wajong_arbeidsvermogen", "wajong_dga_iva", "wia_wga"),
                *("wia_35min", "beschut_werk", "wsw", "scholingsbelemmerd"),
            ]
        ),
        frozenset(["pro_vso_entree"]),
    ),
    "jobcoach": (
        frozenset(["wajong_arbeidsvermogen"]),
        frozenset(
            [
                *("register_andere_grond", "wajong_dga_iva", "wia_wga", "wia_35min", "ww", "ww_56plus"),
                "scholingsbelemmerd",
            ]
        ),
    ),
}
# The instrument of the catalogue that a sum is about.
SLUGS = {
    "lks": "loonkostensubsidie",
    "lks-forfait": "forfaitaire-loonkostensubsidie",
    "loondispensatie": "loondispensatie-wajong",
    "no-risk": "no-riskpolis",
    "jobcoach": "interne-jobcoach-uwv",
    "liv": "lage-inkomensvoordeel",
    "sroi": "social-return",
}


def judge(kind: str, group: str | None) -> str:
    """Return "yes", "maybe" or "no" for a worker group; without a group it has to be checked, so "maybe"."""
    if group is None:
        return MAYBE
    always, sometimes = _GROUPS[kind]
    return YES if group in always else MAYBE if group in sometimes else NO
