// What the pages need beyond htmx: failures are said aloud, nobody leaves with unsaved work, keys answer a question.
document.documentElement.classList.add("js");
document.querySelector("[data-focus]")?.focus();

const SENTENCES = {
  offline: "Niet opgeslagen: er is geen verbinding. Uw antwoord staat er nog. Laat deze pagina open: wij proberen het opnieuw.",
  timeout: "Niet opgeslagen: het duurt te lang. Uw antwoord staat er nog. Laat deze pagina open: wij proberen het opnieuw.",
  server: "Niet opgeslagen: er ging iets mis bij ons. Uw antwoord staat er nog. Kies het nog een keer.",
  forbidden: "Niet opgeslagen: dit mag u niet wijzigen, of de pagina stond te lang open. Ververs de pagina.",
};
const RETRY_AFTER = 15000; // milliseconds
const unsaved = new Set(); // forms with something that is not stored (yet)
const failed = new Set(); // of those, the ones to send again by ourselves
const edits = new WeakMap(); // form -> how often it was changed
const sent = new WeakMap(); // request, and form for its last request -> the number of changes it took along

const autosaved = (element) => element.closest?.("form[data-autosave]");

function markUnsaved(form) {
  unsaved.add(form);
  form.classList.add("is-onbewaard");
}
function markSaved(form) {
  unsaved.delete(form);
  form.classList.remove("is-onbewaard");
}
function sendAgain(form) {
  if (failed.has(form) && form.isConnected) form.requestSubmit();
}

function say(form, sentence) {
  const slot = form?.querySelector("[data-status]");
  if (!slot) return;
  markUnsaved(form);
  // The revision that the server knows stays in the slot; only the words change.
  let words = slot.querySelector("[data-failure]");
  if (!words) {
    words = document.createElement("span");
    words.dataset.failure = "";
    words.className = "status__fout";
    slot.querySelectorAll("[data-words]").forEach((old) => old.remove());
    slot.append(words);
  }
  if (words.textContent !== sentence) words.textContent = sentence; // the same words again would be read out again
}
function sayAndRetry(form, sentence) {
  say(form, sentence);
  if (!form?.matches("[data-autosave]")) return;
  failed.add(form);
  setTimeout(sendAgain, RETRY_AFTER, form);
}

document.addEventListener("input", (event) => {
  const form = autosaved(event.target);
  if (!form) return;
  edits.set(form, (edits.get(form) ?? 0) + 1);
  markUnsaved(form);
});
document.addEventListener("htmx:beforeRequest", (event) => {
  const form = autosaved(event.detail.elt);
  if (!form) return;
  failed.delete(form);
  markUnsaved(form);
  sent.set(event.detail.xhr, edits.get(form) ?? 0);
  sent.set(form, edits.get(form) ?? 0);
});
// Leaving a note that was sent already sends nothing again: the reply would replace the button that is being pressed.
document.addEventListener(
  "change",
  (event) => {
    const form = event.target.matches("textarea") && autosaved(event.target);
    if (form && sent.get(form) === (edits.get(form) ?? 0)) event.stopPropagation();
  },
  { capture: true },
);
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.elt.closest("form");
  const { status } = event.detail.xhr;
  // 409 and 422 come with a sentence of their own, but nothing was stored. What was typed meanwhile was not either.
  const isStored = status >= 200 && status < 300 && (sent.get(event.detail.xhr) ?? 0) === (edits.get(form) ?? 0);
  if (form && isStored) markSaved(form);
});
document.addEventListener("htmx:sendError", (event) => sayAndRetry(event.detail.elt.closest("form"), SENTENCES.offline));
document.addEventListener("htmx:timeout", (event) => sayAndRetry(event.detail.elt.closest("form"), SENTENCES.timeout));
document.addEventListener("htmx:responseError", (event) => {
  const isForbidden = event.detail.xhr.status === 403;
  say(event.detail.elt.closest("form"), isForbidden ? SENTENCES.forbidden : SENTENCES.server);
});

// Replies can overtake each other: a count or a score that is older than the one on the page is not shown.
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const incoming = event.detail.fragment.querySelector("[data-stamp]");
  if (incoming && Number(incoming.dataset.stamp) < Number(event.detail.target.dataset.stamp)) event.detail.shouldSwap = false;
});

// A button in a status slot goes away when it is used: the keyboard goes on at the answer.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { target, shouldSwap } = event.detail;
  if (!shouldSwap || !target.matches("[data-status]") || !target.contains(document.activeElement)) return;
  const form = target.closest("form");
  document.addEventListener(
    "htmx:afterSwap",
    () => {
      if (form.isConnected && document.activeElement === document.body)
        form.querySelector("[data-status] button, input[type=radio]:checked, textarea")?.focus();
    },
    { once: true },
  );
});

// Leaving is fine when everything is saved; else the browser asks first.
window.addEventListener("beforeunload", (event) => {
  if ([...unsaved].some((form) => form.isConnected)) event.preventDefault();
});
// A link can say that what is here may go.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-discard]")) unsaved.clear();
});

// A session that is gone asks to sign in. What was not stored waits in this tab, for the same person, and is sent after that.
const WAITING = "wacht-op-inloggen";
const person = () => document.body.dataset.user;
document.addEventListener("htmx:beforeOnLoad", (event) => {
  if (!event.detail.xhr.getResponseHeader("HX-Redirect")) return;
  const forms = [...unsaved].filter((form) => form.isConnected && form.matches("[data-autosave]"));
  const waiting = forms.map((form) => ({ person: person(), action: form.action, fields: [...new FormData(form)] }));
  if (waiting.length) sessionStorage.setItem(WAITING, JSON.stringify(waiting));
  unsaved.clear();
});
function sendWaiting() {
  const forms = [...document.querySelectorAll("form[data-autosave]")];
  const waiting = JSON.parse(sessionStorage.getItem(WAITING) ?? "[]");
  if (!forms.length || !waiting.length) return;
  const others = waiting.filter(({ person: whose, action, fields }) => {
    if (whose !== person()) return false; // never saved under another name
    const form = forms.find((one) => one.action === action);
    if (!form) return true;
    // With the revision of then: what a colleague saved meanwhile is a conflict, not overwritten.
    for (const [name, value] of fields) if (name !== "csrfmiddlewaretoken" && form.elements[name]) form.elements[name].value = value;
    markUnsaved(form);
    form.requestSubmit();
    return false;
  });
  sessionStorage.setItem(WAITING, JSON.stringify(others));
}
document.addEventListener("htmx:load", sendWaiting, { once: true }); // before it, a form would leave the page

// Without a network a form that goes straight to the server waits: it says so, and what was typed stays. What goes through
// the queue, and what htmx sends, was taken care of before this hears of it.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (navigator.onLine || form.method !== "post" || event.defaultPrevented) return;
  event.preventDefault();
  if (form.previousElementSibling?.matches("[data-waits]")) return;
  const words = document.createElement("p");
  Object.assign(words, { className: "melding melding--let-op", role: "alert" });
  words.dataset.waits = "";
  words.textContent = "Dit wacht op verbinding: er is nu geen netwerk. Wat u invulde, staat er nog. Probeer het opnieuw als er weer verbinding is.";
  form.before(words);
});
window.addEventListener("online", () => document.querySelectorAll("[data-waits]").forEach((words) => words.remove()));

// The privacy guard comes with the first field that someone is going to write in.
const WRITING = "form[method=post] textarea, form[method=post] input[type=text]";
const bringGuard = ({ target }) => target.matches?.(WRITING) && document.querySelector("meta[name=privacywoorden]") && import("./privacy.js").catch(() => null);
document.addEventListener("focusin", bringGuard);
bringGuard({ target: document.activeElement }); // a field that has the focus from the start

const banner = document.querySelector("[data-offline]");
function showConnection() {
  if (!banner) return;
  const isKept = Boolean(document.querySelector("[data-visit], [data-device]"));
  banner.querySelector("[data-offline-kept]").hidden = !isKept;
  banner.querySelector("[data-offline-lost]").hidden = isKept;
  banner.hidden = navigator.onLine;
}
window.addEventListener("offline", showConnection);
window.addEventListener("online", () => {
  showConnection();
  failed.forEach(sendAgain);
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
  radio.dispatchEvent(new Event("input", { bubbles: true }));
  radio.dispatchEvent(new Event("change", { bubbles: true }));
});

// A question mark opens the sheet with keys, unless it is being typed.
document.addEventListener("keydown", (event) => {
  if (event.key !== "?" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]")) return;
  const sheet = document.getElementById("toetsen");
  if (!sheet) return;
  event.preventDefault();
  sheet.togglePopover();
  if (sheet.matches(":popover-open")) sheet.querySelector("button").focus();
});

// What someone folded away stays folded away on the next page.
document.querySelectorAll("details[data-remember]").forEach((part) => {
  const name = `ingeklapt:${part.dataset.remember}`;
  if (localStorage.getItem(name)) part.open = false;
  part.addEventListener("toggle", () => (part.open ? localStorage.removeItem(name) : localStorage.setItem(name, "1")));
});

// The steps are one line that scrolls on a phone: where you are is in sight.
document.querySelectorAll(".stappen [aria-current]").forEach((here) => {
  const line = here.closest("ul, ol");
  line.scrollLeft = here.offsetLeft - (line.clientWidth - here.offsetWidth) / 2;
});

// A message about what was done can be put away.
document.addEventListener("click", (event) => {
  const closes = event.target.closest("[data-toast-sluit]");
  closes?.closest("[data-toast]").remove();
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
