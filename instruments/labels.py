"""The Dutch names of worker groups, ages and what an employer may need, as they stand in a choice."""

GROUPS = {
    "pwet_lks_register": "Participatiewet, in het doelgroepregister",
    "register_andere_grond": "Doelgroepregister, andere grond",
    "wajong_arbeidsvermogen": "Wajong met arbeidsvermogen",
    "wajong_dga_iva": "Wajong zonder arbeidsvermogen, of IVA",
    "wia_wga": "WIA",
    "wia_35min": "Minder dan 35% arbeidsongeschikt",
    "ww": "WW, jonger dan 56",
    "ww_56plus": "WW, 56 jaar of ouder",
    "bijstand_geen_beperking": "Bijstand of zonder uitkering, zonder arbeidsbeperking",
    "beschut_werk": "Indicatie beschut werk",
    "statushouder": "Statushouder",
    "pro_vso_entree": "Praktijkonderwijs, VSO of entreeopleiding",
    "wsw": "Wsw-indicatie",
    "scholingsbelemmerd": "Scholingsbelemmering",
    "geen_groep": "Geen doelgroep",
}
AGES = {
    "15": "15 jaar",
    "16": "16 jaar",
    "17": "17 jaar",
    "18": "18 jaar",
    "19": "19 jaar",
    "20": "20 jaar",
    "21": "21 jaar of ouder",
    "aow": "AOW-leeftijd of ouder",
}
# What a version rests on when someone chose between their own text and that of a new release.
SETTLED = {True: "Tekst van de nieuwe uitgave overgenomen", False: "Eigen tekst gehouden naast de nieuwe uitgave"}
CONFIDENCE = {"hoog": "Hoog", "middel": "Middel", "laag": "Laag"}
# What an employer asks for, in the words of the employer; an instrument in the catalogue names one or more of these.
NEEDS = {
    "kosten": "Minder loonkosten",
    "ziekte": "Minder risico bij ziekte",
    "proberen": "Eerst proberen of het past",
    "inlenen": "Inlenen in plaats van aannemen",
    "begeleiding": "Hulp bij begeleiden",
    "werkplek": "De werkplek of het vervoer aanpassen",
    "werk": "Werk vinden dat past",
    "mensen": "Mensen vinden",
    "opleiden": "Iemand opleiden",
    "behouden": "Iemand in dienst houden",
    "afspraken": "Voldoen aan een afspraak of wet",
}
# How far an instrument is open to a worker group, by the outcome in the decision table.
OUTCOMES = {
    "yes": "Ja",
    "maybe": "Onder voorwaarden",
    "local": "Verschilt per gemeente",
    "no": "Nee",
    "unknown": "Niet nagegaan",
}
