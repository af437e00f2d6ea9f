// The steps around the checklist, also without a network: beginning, concluding, and how the visit stands on this device.
import { button, clock, make, paragraph } from "./bouwen.js";

export function takeSteps(queue, visit) {
  const begin = document.querySelector("form[data-queued=start]");
  const conclude = document.querySelector("form[data-queued=conclude]");
  if (begin) takeBegin(queue, visit, begin);
  if (conclude) takeConclude(queue, visit, conclude);
  showStand(queue, visit);
}

// With the checklist on this device one can begin without the server; else the form goes there as it always did.
function takeBegin(queue, visit, form) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const target = `/bezoeken/${visit}/checklist/`;
    const kept = "caches" in window ? await caches.match(target) : null;
    if (!kept) return form.submit();
    await queue.refresh(false);
    await queue.start(visit, { lijst: new FormData(form).get("lijst") ?? "volledig" });
    await queue.send();
    location.assign(target);
  });
}

function takeConclude(queue, visit, form) {
  const place = make("div", { role: "status" });
  form.after(place);
  const mine = () => queue.items.filter((one) => one.visit === visit);
  const show = () => {
    const one = mine().find(({ kind }) => kind === "conclude");
    const others = mine().length - 1;
    const choices = mine().filter(({ kind, state }) => kind !== "conclude" && state !== "waiting").length;
    form.hidden = Boolean(one);
    if (!one) return place.replaceChildren();
    if (one.state === "refused") return place.replaceChildren(paragraph(make("strong", { text: one.sentence })), undo(one));
    const words = choices
      ? `Kijk eerst naar ${choices === 1 ? "het antwoord" : `de ${choices} antwoorden`} op de checklist waar u nog over moet kiezen.`
      : others ? "Eerst gaan uw antwoorden naar de server, dan het afronden." : "Dit gaat mee met de volgende verbinding.";
    place.replaceChildren(paragraph(make("strong", { text: `Afgerond op dit apparaat om ${clock(one.at)}.` }), ` ${words}`), undo(one));
  };
  const undo = (one) => make("p", { class: "knoppen", children: [button("Toch nog niet afronden", () => queue.alter((it) => it.id === one.id && !it.tried, () => false))] });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await queue.add({ visit, kind: "conclude", fields: {} });
    queue.send();
  });
  queue.addEventListener("change", show);
  queue.addEventListener("settled", ({ visit: which, saved }) => {
    if (which === visit && saved.some(({ kind }) => kind === "conclude")) location.assign(`/bezoeken/${visit}/uitslag/`);
  });
}

// On a page that the server made before the last taps: what this device knows since.
function showStand(queue, visit) {
  const place = document.querySelector("[data-stand]");
  if (!place) return;
  const show = async () => {
    const isBehind = queue.items.some((one) => one.visit === visit) || !navigator.onLine;
    const stand = isBehind && (await queue.store.visits(queue.person)).find((one) => one.visit === visit)?.stand;
    place.hidden = !stand;
    if (!stand) return;
    const numbers = [`${stand.done} van ${stand.asked} besproken`];
    for (const [side, value] of [["willen", stand.willen], ["kunnen", stand.kunnen]]) if (typeof value === "number") numbers.push(`${side} ${Math.round(value)}`);
    const profile = stand.profile ? ` De uitslag nu: ${stand.profile}.` : " Dat is nog te weinig voor een beeld.";
    place.replaceChildren(paragraph(make("strong", { text: `Op dit apparaat, ${clock(stand.at)}: ` }), `${numbers.join(", ")}.${profile} De rest van deze pagina is van de laatste keer dat er verbinding was.`));
  };
  queue.addEventListener("change", show);
  window.addEventListener("online", show);
  window.addEventListener("offline", show);
  show();
}
