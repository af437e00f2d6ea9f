// The page "Op dit apparaat": what waits, which visits go along, and the queue as a file.
import { button, clock, make, paragraph } from "./bouwen.js";
import { loadFile, saveAsFile } from "./redden.js";

const KINDS = { answer: "Antwoord", note: "Notitie bij het gesprek", agreement: "Afspraak", start: "Begin van de checklist", conclude: "Afronden" };
const STATES = { waiting: "wacht op verbinding", conflict: "vraagt een keuze", refused: "niet opgeslagen", editing: "bent u aan het wijzigen" };
const WHY = {
  offline: "Er is geen verbinding met de server. Zodra die er is, gaat alles vanzelf mee.",
  "signed-out": "U bent uitgelogd, of dit netwerk vraagt eerst om in te loggen.",
  other: "Er is iemand anders ingelogd. Wat hier staat, wacht op u.",
  server: "De server heeft een storing. Er wordt steeds opnieuw geprobeerd.",
  reload: "Deze pagina is van een oudere uitgave. Ververs de pagina.",
};

export function showDevice(queue, taking) {
  const place = document.querySelector("[data-device]");
  if (!place) return;
  const undone = make("div", { role: "status" });
  const parts = { undone, waiting: make("section", { class: "kaart", "aria-labelledby": "wacht-kop" }), along: make("section", { class: "kaart", "aria-labelledby": "mee-kop" }), file: make("section", { class: "kaart", "aria-labelledby": "bestand-kop" }) };
  fillFile(parts.file, queue);
  const show = async () => {
    const visits = taking ? await taking.list() : [];
    const titles = new Map(visits.map((one) => [one.visit, one.title]));
    redraw(parts.waiting, (part) => fillWaiting(part, queue, titles, (one) => letGo(queue, one, undone)));
    const isSafe = await navigator.storage?.persisted?.();
    redraw(parts.along, (part) => fillAlong(part, visits, isSafe, () => taking.forgetAll().then(show)));
  };
  queue.addEventListener("change", show);
  show().then(() => place.replaceChildren(...Object.values(parts))); // with its headings at once
}

// Drawn again only when it shows something else; it keeps the focus on the button that had it, and when that is gone, the
// keyboard goes on at the heading.
function redraw(part, draw) {
  const fresh = part.cloneNode(false);
  draw(fresh);
  if (fresh.innerHTML === part.innerHTML) return;
  const had = part.contains(document.activeElement) ? document.activeElement.textContent : null;
  part.replaceChildren(...fresh.childNodes);
  if (had === null) return;
  ([...part.querySelectorAll("a, button")].find((one) => one.textContent === had) ?? part.querySelector("h2")).focus();
}

// Letting go is done at once and can be undone.
async function letGo(queue, shown, place) {
  const one = queue.items.find(({ id }) => id === shown.id) ?? shown; // as it is now: it may have been sent meanwhile
  await queue.alter(({ id }) => id === one.id, () => false);
  const undo = async () => {
    place.replaceChildren();
    await queue.bringBack(one);
    document.getElementById("wacht-kop")?.focus();
  };
  place.replaceChildren(make("div", { class: "melding", children: [paragraph(`Vervallen: ${nameOf(one)}. `, button("Maak ongedaan", undo, "knop--klein"))] }));
}

function fillWaiting(part, queue, titles, drop) {
  const again = (one) => queue.alter(({ id }) => id === one.id, (it) => Object.assign(it, { state: "waiting" })).then(() => queue.send());
  const heading = make("h2", { id: "wacht-kop", tabindex: "-1", text: queue.items.length ? `Nog niet op de server (${queue.items.length})` : "Alles is opgeslagen" });
  if (!queue.items.length) return part.replaceChildren(heading, paragraph("Er staat niets op dit apparaat dat de server niet heeft."));
  const visits = Map.groupBy ? Map.groupBy(queue.items, (one) => one.visit) : groupBy(queue.items);
  const lists = [...visits].map(([visit, items]) => make("div", { children: [make("h3", { children: [make("a", { href: `/bezoeken/${visit}/checklist/`, text: titles.get(visit) ?? `Bezoek ${visit}` })] }), make("ul", { class: "lijst", children: items.map((one) => describe(one, again, drop)) })] }));
  const send = make("p", { class: "knoppen", children: [button("Verstuur nu", () => queue.send(), "knop--hoofd")] });
  part.replaceChildren(heading, paragraph(WHY[queue.trouble] ?? "Dit wordt verstuurd zodra het kan."), ...lists, send);
}

function groupBy(items) {
  const groups = new Map();
  for (const one of items) groups.set(one.visit, [...(groups.get(one.visit) ?? []), one]);
  return groups;
}

const nameOf = (one) => [KINDS[one.kind] ?? one.kind, one.kind === "answer" ? one.key : "", one.fields.what ?? ""].filter(Boolean).join(" ");

function describe(one, again, drop) {
  const words = nameOf(one);
  const isStuck = one.state === "refused";
  return make("li", {
    class: "regel",
    children: [
      make("span", { children: [words, make("br"), make("span", { class: "zacht", text: `${clock(one.at)}: ${one.sentence ?? STATES[one.state]}` })] }),
      isStuck ? make("span", { class: "knoppen", children: [small("Probeer het opnieuw", words, () => again(one)), small("Laat dit vervallen", words, () => drop(one))] }) : null,
    ],
  });
}

// The same words stand beside every change: a screen reader hears of which one it is.
function small(text, words, listener) {
  const one = button(text, listener, "knop--klein");
  one.append(make("span", { class: "alleen-voorlezen", text: `: ${words}` }));
  return one;
}

function fillAlong(part, visits, isSafe, forgetAll) {
  const heading = make("h2", { id: "mee-kop", tabindex: "-1", text: "Gaat mee op pad" });
  if (!visits.length) return part.replaceChildren(heading, paragraph("Er gaat nu geen bezoek mee. Kies bij een bezoek: Neem mee op pad."));
  const lines = visits.map((one) => make("li", { class: "regel", children: [make("a", { href: `/bezoeken/${one.visit}/checklist/`, text: one.title })] }));
  const forget = button("Haal alles van dit apparaat", forgetAll);
  const promise = isSafe ? "" : " Deze browser kan het weggooien als de opslag vol raakt: zet de app op uw beginscherm om dat te voorkomen.";
  part.replaceChildren(heading, paragraph(`Deze bezoeken kunt u zonder netwerk openen.${promise}`), make("ul", { class: "lijst", children: lines }), make("p", { class: "knoppen", children: [forget] }));
}

function fillFile(part, queue) {
  const said = make("p", { role: "status" });
  const input = make("input", { type: "file", id: "bestand", accept: ".json,application/json", class: "invoer", on: { change: async () => input.files[0] && (said.textContent = await loadFile(queue, input.files[0])) } });
  part.replaceChildren(
    make("h2", { id: "bestand-kop", text: "Red mijn bezoek" }),
    paragraph("Gaat het apparaat stuk of weg? Bewaar dan wat nog niet op de server staat als bestand. Alleen u kunt het weer laden, ook op een ander apparaat."),
    make("p", { class: "knoppen", children: [button("Bewaar als bestand", () => (said.textContent = saveAsFile(queue)))] }),
    make("p", { class: "veld", children: [make("label", { class: "veld__label", for: "bestand", text: "Laad een bestand" }), input] }),
    said,
  );
}
