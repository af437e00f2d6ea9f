// The state in words and colour, on every page: what is on this device only, and why; and a warning before it hurts.
import { make, paragraph } from "./bouwen.js";

const TROUBLE = {
  "signed-out": "u bent uitgelogd",
  other: "iemand anders is ingelogd",
  server: "de server heeft een storing",
  reload: "ververs de pagina",
};
const LITTLE = 20_000_000; // bytes of storage that are left

export function showState(queue, isStoring) {
  const places = document.querySelectorAll("[data-device-state]"); // in the header, and where a long page stays in sight
  function show() {
    const count = queue.items.length, choices = queue.items.filter((one) => one.state !== "waiting").length;
    const words = [`op dit apparaat (${count})`, choices && `${choices} om naar te kijken`, TROUBLE[queue.trouble]].filter(Boolean);
    const text = count ? words.join(", ") : isStoring() ? "bezig met bewaren" : "opgeslagen";
    for (const place of places) {
      if (place.textContent !== text) place.textContent = text;
      place.classList.toggle("stand--toestel", count > 0);
      place.hidden = false;
    }
    showSignIn(queue);
  }
  for (const moment of ["change", "storing"]) queue.addEventListener(moment, show);
  // What is on the disk may wait; what is not there (yet) would be lost.
  window.addEventListener("beforeunload", (event) => {
    if (isStoring() || queue.store.memory.size) event.preventDefault();
  });
}

// The session ended: sign in in another tab, this page stays as it is and sends by itself when one comes back.
function showSignIn(queue) {
  const words = { "signed-out": "U bent uitgelogd. Wat u invult, blijft op dit apparaat.", other: "Op dit apparaat is nu iemand anders ingelogd. Wat u hier invulde, wacht op u." }[queue.trouble];
  const place = document.querySelector("[data-signed-out]");
  if (place.dataset.signedOut === (words ?? "")) return;
  place.dataset.signedOut = words ?? "";
  const link = make("a", { class: "knop knop--klein", href: "/apparaat/", target: "_blank", rel: "opener", text: "Log opnieuw in (nieuw tabblad)" });
  place.replaceChildren(...(words ? [`${words} `, link] : []));
  place.hidden = !words;
}

export async function warnOfFullStorage() {
  const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {};
  if (!quota || quota - usage > LITTLE) return;
  const words = "De opslag van dit apparaat is bijna vol. Ga niet zonder netwerk op pad voordat u ruimte heeft gemaakt.";
  document.querySelector("main").prepend(make("div", { class: "melding melding--let-op", role: "alert", children: [paragraph(words)] }));
}

// Signing out with a queue warns; the words for that come when somebody signs out.
export function askBeforeSigningOut(queue, taking) {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-sign-out]")) return;
    event.preventDefault();
    import("./uitloggen.js").then((part) => part.signOut(form, queue, taking), () => queue.items.length || form.submit());
  });
}
