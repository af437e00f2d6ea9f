"""The doors of asking, scoring and advising; <pk> is always the visit's."""

from django.urls import path

from checklists.views import advice, fill, focus, nation, present, region_figures, result, sync, visit, what_if

app_name = "checklists"

urlpatterns = [
    path("bezoeken/<int:pk>/voorbereiden/", visit.prepare, name="prepare"),
    path("bezoeken/<int:pk>/beginnen/", visit.start, name="start"),
    path("bezoeken/<int:pk>/checklist/", fill.fill, name="fill"),
    path("bezoeken/<int:pk>/checklist/<slug:key>/", fill.save_answer, name="save_answer"),
    path("bezoeken/<int:pk>/notitie/", fill.save_note, name="save_note"),
    path("bezoeken/<int:pk>/sync/", sync.sync, name="sync"),
    path("bezoeken/<int:pk>/mee/", sync.take_along, name="take_along"),
    path("apparaat/", sync.device, name="device"),
    path("apparaat/wie/", sync.who, name="who"),
    path("bezoeken/<int:pk>/uitslag/", result.result, name="result"),
    path("bezoeken/<int:pk>/uitslag/profiel/", result.choose_profile, name="choose_profile"),
    path("bezoeken/<int:pk>/afronden/", visit.conclude, name="conclude"),
    path("bezoeken/<int:pk>/heropenen/", visit.reopen, name="reopen"),
    path("bezoeken/<int:pk>/tips/", advice.recommended, name="recommend"),
    path("bezoeken/<int:pk>/tips/doelgroep/", focus.choose_focus, name="choose_focus"),
    path("bezoeken/<int:pk>/tips/wijzigen/", advice.adjust, name="adjust"),
    path("bezoeken/<int:pk>/tips/terugdraaien/", advice.withdraw, name="withdraw"),
    path("bezoeken/<int:pk>/tonen/", present.present, name="present"),
    path("bezoeken/<int:pk>/rekenen/", what_if.what_if, name="what_if"),
    path("bezoeken/<int:pk>/rekenen/bewaren/", what_if.keep, name="keep_scenario"),
    path("bezoeken/<int:pk>/rekenen/weghalen/", what_if.withdraw, name="withdraw_scenario"),
    path("bezoeken/<int:pk>/advies/", advice.preview, name="advice"),
    path("bezoeken/<int:pk>/advies/slotwoord/", advice.save_closing, name="save_closing"),
    path("bezoeken/<int:pk>/advies/vaststellen/", advice.give_advice, name="give_advice"),
    path("adviezen/<slug:number>/<slug:paper>.pdf", advice.paper, name="paper"),
    path("regio/<slug:slug>/cijfers/", region_figures.figures, name="figures"),
    path("regio/<slug:slug>/cijfers/werkgevers/", region_figures.behind, name="figures_behind"),
    path("regio/<slug:slug>/cijfers/werkgevers.csv", region_figures.export, {"kind": "csv"}, name="figures_csv"),
    path("regio/<slug:slug>/cijfers/werkgevers.xlsx", region_figures.export, {"kind": "xlsx"}, name="figures_xlsx"),
    path("regio/<slug:slug>/cijfers/kwartaalbericht.pdf", region_figures.report, name="figures_report"),
    path("nederland/cijfers/", nation.nation, name="nation"),
    path("hoe-rekenen-we/", result.method, name="method"),
]
