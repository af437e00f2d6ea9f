// What the pages need beyond htmx: failures are said aloud, nobody leaves with unsaved work, keys answer a question.
document.documentElement.classList.add("js");
document.querySelector("[data-focus]")?.focus();

const SENTENCES = {
  offline: "Niet opgeslagen: er is geen verbinding. Wat u typte staat er nog. Wij proberen het opnieuw zodra u weer online bent.",
  timeout: "Niet opgeslagen: het duurt te lang. Wat u typte staat er nog. Kies het antwoord nog een keer.",
  server: "Niet opgeslagen: er ging iets mis bij ons. Wat u typte staat er nog. Kies het antwoord nog een keer.",
  forbidden: "Niet opgeslagen: dit mag u niet wijzigen, of de pagina stond te lang open. Ververs de pagina.",
};
const unsaved = new Set();

function say(element, sentence) {
  const form = element.closest("form");
  const slot = form?.querySelector("[data-status]");
  if (!slot) return;
  unsaved.add(form);
  // The revision that the server knows stays in the slot; only the words change.
  let words = slot.querySelector("[data-failure]");
  if (!words) {
    words = document.createElement("span");
    words.dataset.failure = "";
    words.className = "status__fout";
    slot.querySelectorAll("[data-words]").forEach((old) => old.remove());
    slot.append(words);
  }
  words.textContent = sentence;
}

document.addEventListener("htmx:beforeRequest", (event) => {
  const form = event.detail.elt.closest("form[data-autosave]");
  if (form) unsaved.add(form);
});
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.elt.closest("form");
  if (form && event.detail.successful) unsaved.delete(form);
});
document.addEventListener("htmx:sendError", (event) => say(event.detail.elt, SENTENCES.offline));
document.addEventListener("htmx:timeout", (event) => say(event.detail.elt, SENTENCES.timeout));
document.addEventListener("htmx:responseError", (event) => {
  const status = event.detail.xhr.status;
  if (status === 409 || status === 422) return; // these bring their own sentence
  say(event.detail.elt, status === 403 ? SENTENCES.forbidden : SENTENCES.server);
});

// Leaving is fine when everything is saved; else the browser asks first.
window.addEventListener("beforeunload", (event) => {
  if ([...unsaved].some((form) => form.isConnected)) event.preventDefault();
});
// A session that is gone asks to sign in: the page it leaves has nothing more to lose.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  if (event.detail.xhr.getResponseHeader("HX-Redirect")) unsaved.clear();
});

const banner = document.querySelector("[data-offline]");
function showConnection() {
  if (banner) banner.hidden = navigator.onLine;
}
window.addEventListener("offline", showConnection);
window.addEventListener("online", () => {
  showConnection();
  for (const form of unsaved) if (form.isConnected) form.requestSubmit();
});
showConnection();

// A number key answers the question that has the focus; typing in a note stays typing.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !/^[0-4]$/.test(event.key)) return;
  if (!event.target.matches("[data-scale] input[type=radio]")) return;
  const radio = event.target.closest("[data-scale]").querySelector(`input[data-step="${event.key}"]`);
  if (!radio || radio.checked) return;
  radio.checked = true;
  radio.focus();
  radio.dispatchEvent(new Event("change", { bubbles: true }));
});

// Closing an open menu by a click elsewhere or by Escape.
document.addEventListener("click", (event) => {
  document.querySelectorAll(".kop details[open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  document.querySelectorAll(".kop details[open]").forEach((menu) => {
    menu.open = false;
    menu.querySelector("summary").focus();
  });
});
