"""The worker groups of the decision table and the age bands of the minimum wage, by code. Pure: no Django.

A group says under which law someone falls, never who it is: nothing in this app asks about a person.
"""

GROUPS = (
    "pwet_lks_register",
    "register_andere_grond",
    "wajong_arbeidsvermogen",
    "wajong_dga_iva",
    "wia_wga",
    "wia_35min",
    "ww",
    "ww_56plus",
    "bijstand_geen_beperking",
    "beschut_werk",
    "statushouder",
    "pro_vso_entree",
    "wsw",
    "scholingsbelemmerd",
    "geen_groep",
)
# 21 stands for 21 up to the AOW age, aow for that age and older.
AGES = ("15", "16", "17", "18", "19", "20", "21", "aow")
YOUTH = ("15", "16", "17", "18", "19", "20")
BBL_YOUTH = ("18", "19", "20")  # these have a percentage of their own when they learn and work (bbl)
