// Moving cards on the pipeline board: by dragging, by keyboard, and in a window; without this file "Verplaats" is a page.
const board = () => document.querySelector("[data-bord]");
const columns = () => [...document.querySelectorAll("[data-kolom]")];
const report = () => document.querySelector("#bord-melding");
const sheet = document.querySelector("#verplaats");
let picked = null; // the card in the keyboard's hand, with the columns it may go to and which of them is chosen
let dragged = null;
let opener = null; // where the keyboard goes back to when the window closes

// What a card may do, as the server wrote it: "first_contact not_now! closed!" (a "!" needs a reason).
function readMoves(card) {
  return new Map(card.dataset.moves.split(" ").filter(Boolean).map((word) => [word.replace("!", ""), word.endsWith("!")]));
}
function say(text) {
  const slot = report();
  if (slot) slot.textContent = text;
}
function markColumns(card) {
  const moves = card ? readMoves(card) : new Map();
  columns().forEach((column) => {
    column.classList.toggle("bord__kolom--mag", moves.has(column.dataset.kolom));
    column.classList.remove("bord__kolom--doel");
  });
}

function openWindow(url) {
  opener = document.activeElement;
  htmx.ajax("GET", url, { target: "#verplaats-inhoud", swap: "innerHTML" });
}
function move(card, stage) {
  if (stage === card.dataset.stap) return;
  const filters = board().dataset.filters;
  if (readMoves(card).get(stage)) {
    openWindow(`${card.dataset.url}?${new URLSearchParams({ naar: stage, filters })}`);
    return;
  }
  const values = { to: stage, seen: card.dataset.stap, filters };
  htmx.ajax("POST", card.dataset.url, { source: report(), target: "#bord-melding", swap: "innerHTML", values });
}

// Dragging with a mouse, a pen or a finger.
document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-kaart]") ?? null;
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.querySelector("h3").textContent);
  dragged.classList.add("bordkaart--gesleept");
  markColumns(dragged);
});
document.addEventListener("dragover", (event) => {
  const column = dragged && event.target.closest?.("[data-kolom]");
  if (!column) return;
  event.preventDefault();
  columns().forEach((one) => one.classList.toggle("bord__kolom--doel", one === column));
});
document.addEventListener("drop", (event) => {
  const column = dragged && event.target.closest?.("[data-kolom]");
  if (!column) return;
  event.preventDefault();
  move(dragged, column.dataset.kolom);
});
document.addEventListener("dragend", () => {
  dragged?.classList.remove("bordkaart--gesleept");
  dragged = null;
  markColumns(null);
});

// By keyboard: pick a card up, choose a column with the arrows, put it down with Enter.
function pickUp(card) {
  const moves = readMoves(card);
  const targets = columns().filter((column) => moves.has(column.dataset.kolom));
  if (!targets.length) return;
  picked = { card, targets, place: -1 };
  card.classList.add("bordkaart--opgepakt");
  card.querySelector("[data-pak]").setAttribute("aria-pressed", "true");
  markColumns(card);
  say("Opgepakt. Kies met de pijltjes een stap. Enter zet de kaart neer, Escape legt hem terug.");
}
function putDown() {
  if (!picked) return;
  picked.card.classList.remove("bordkaart--opgepakt");
  picked.card.querySelector("[data-pak]")?.setAttribute("aria-pressed", "false");
  picked = null;
  markColumns(null);
}
function choose(step) {
  const { targets } = picked;
  const first = step > 0 ? 0 : targets.length - 1;
  picked.place = picked.place < 0 ? first : (picked.place + step + targets.length) % targets.length;
  const column = targets[picked.place];
  targets.forEach((one) => one.classList.toggle("bord__kolom--doel", one === column));
  column.scrollIntoView({ block: "nearest", inline: "center" });
  say(`${column.dataset.naam}. Druk op Enter om de kaart hier neer te zetten.`);
}
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
document.addEventListener("keydown", (event) => {
  if (!picked) return;
  if (event.key === "Escape" || event.key === "Tab") {
    putDown();
    say(event.key === "Escape" ? "Teruggelegd." : "");
  } else if (STEPS[event.key]) {
    event.preventDefault();
    choose(STEPS[event.key]);
  } else if (event.key === "Enter" && picked.place >= 0) {
    event.preventDefault(); // else the button would be pressed as well, and the card picked up again
    const { card, targets, place } = picked;
    putDown();
    move(card, targets[place].dataset.kolom);
  }
});

document.addEventListener("click", (event) => {
  const handle = event.target.closest("[data-pak]");
  if (handle) {
    const card = handle.closest("[data-kaart]");
    const again = picked?.card === card;
    putDown();
    if (!again) pickUp(card);
    return;
  }
  const link = event.target.closest("a[data-verplaats]");
  if (link && board() && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    openWindow(link.href);
  } else if (event.target.closest("[data-sluit]")) {
    sheet.close();
  } else if (event.target.closest("[data-kies-alles]")) {
    const boxes = [...document.querySelectorAll("input[type=checkbox][name=employers]")];
    const all = boxes.every((box) => box.checked);
    boxes.forEach((box) => (box.checked = !all));
  }
});

// The window: opened when its form has come, closed when the card has moved.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id === "verplaats-inhoud") {
    if (!sheet.open) sheet.showModal();
    const places = ["[data-focus]", "input[type=radio]:checked", "input[type=radio]"];
    places.map((place) => sheet.querySelector(place)).find(Boolean)?.focus();
  }
});
document.addEventListener("verplaatst", (event) => {
  opener = null;
  if (sheet.open) sheet.close();
  const card = document.querySelector(`#kaart-${event.detail.kaart}`);
  showHandles();
  card?.scrollIntoView({ block: "nearest", inline: "nearest" });
  (card?.querySelector("[data-pak]") ?? report())?.focus();
});
sheet.addEventListener("close", () => {
  sheet.querySelector("#verplaats-inhoud").replaceChildren();
  if (opener?.isConnected) opener.focus();
  opener = null;
});

// A failure is said aloud where the answer would have been.
["htmx:sendError", "htmx:timeout", "htmx:responseError"].forEach((name) =>
  document.addEventListener(name, () => {
    if (sheet.open) sheet.close();
    const words = document.createElement("p");
    words.className = "melding melding--fout";
    words.textContent = "De kaart is niet verplaatst. Controleer uw verbinding en probeer het nog een keer.";
    report()?.replaceChildren(words);
  }),
);

// What only works with this file is only shown with it.
function showHandles() {
  document.querySelectorAll("[data-pak][hidden], [data-kies-alles][hidden]").forEach((button) => (button.hidden = false));
}
document.addEventListener("htmx:load", showHandles);
showHandles();
