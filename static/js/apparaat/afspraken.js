// Agreements of a visit: kept on the device first, shown in the list at once, and in the form again when one is not right.
import { hasBsn } from "../privacy.js";
import { button, make } from "./bouwen.js";
import { notice } from "./keuze.js";

const NO_BSN = "Hier staat een burgerservicenummer (BSN). Dat mogen wij niet bewaren. Haal het nummer weg.";

export function takeAgreements(queue, visit) {
  const form = document.querySelector("form[data-queued=agreement]");
  if (!form) return;
  const list = document.querySelector("[data-made]");
  const undone = make("div", { role: "status" });
  list.after(undone);
  let editing = null; // the agreement that is in the form again; until it is handed in anew the device keeps it as it was
  const mine = () => queue.items.filter((one) => one.visit === visit && one.kind === "agreement");

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const fields = Object.fromEntries([...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken"));
    clearErrors(form);
    const wrong = [...form.querySelectorAll("input[type=text], textarea")].filter((field) => hasBsn(field.value));
    if (wrong.length) return showErrors(form, Object.fromEntries(wrong.map((field) => [field.name, NO_BSN])));
    if (editing) await queue.alter(({ id }) => id === editing, (one) => Object.assign(one, { id: crypto.randomUUID(), fields, state: "waiting", errors: null, notices: null }));
    else await queue.add({ visit, kind: "agreement", key: crypto.randomUUID(), fields });
    editing = null;
    form.reset();
    await queue.send();
  });

  function show() {
    list.querySelectorAll("[data-waiting]").forEach((old) => old.remove());
    const waiting = mine().filter((one) => one.id !== editing).map((one) => describe(one, { change: () => takeBack(one), drop: () => drop(one) }));
    list.append(...waiting);
    document.querySelector("[data-none-made]")?.toggleAttribute("hidden", list.children.length > 0);
    const wrong = mine().find((one) => one.state === "refused" && one.errors && Object.keys(one.errors).length);
    if (wrong && !editing && isEmpty(form)) takeBack(wrong); // straight back in the form, with what is wrong beside each field
  }

  // Thrown away at once, and brought back as easily.
  async function drop(one) {
    await queue.alter(({ id }) => id === one.id, () => false);
    const undo = () => queue.bringBack(one).then(() => (undone.replaceChildren(), list.querySelector("[data-waiting] button")?.focus()));
    const back = button("Maak ongedaan", undo, "knop--klein");
    undone.replaceChildren(make("p", { class: "melding", children: [`Weggegooid: ${one.fields.what}. `, back] }));
    back.focus();
  }

  async function takeBack(one) {
    editing = one.id;
    await queue.alter(({ id }) => id === one.id, (it) => Object.assign(it, { state: "editing" }));
    for (const [name, value] of Object.entries(one.fields)) if (form.elements[name]) form.elements[name].value = value;
    showErrors(form, one.errors ?? {});
    for (const [name, asked] of Object.entries(one.notices ?? {})) {
      const answer = (field, value, neutral) => {
        if (neutral) form.elements[name].value = neutral;
        else form.append(make("input", { type: "hidden", name: field, value, "data-error": true }));
        form.requestSubmit();
      };
      form.elements[name].after(make("div", { "data-error": true, children: [notice(asked, answer)] }));
    }
  }

  queue.addEventListener("change", show);
  queue.addEventListener("settled", ({ visit: which, saved }) => {
    if (which === visit && saved.some(({ kind }) => kind === "agreement")) renew(list).then(show);
  });
}

// The list as the server has it now, without touching what is being typed.
async function renew(list) {
  const text = await fetch(location.pathname).then((reply) => reply.text()).catch(() => "");
  const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("[data-made]");
  if (fresh) list.replaceChildren(...fresh.childNodes);
}

const isEmpty = (form) => !form.elements.what.value && !form.elements.who.value;

function describe(one, { change, drop }) {
  const { what, who, side, due_on } = one.fields;
  const day = due_on ? new Date(`${due_on}T12:00`).toLocaleDateString("nl-NL", { day: "numeric", month: "long", year: "numeric" }) : "zonder dag";
  const isRefused = one.state === "refused";
  const words = isRefused ? one.sentence : one.state === "editing" ? "nog niet klaar" : "op dit apparaat";
  return make("li", {
    class: "regel",
    "data-waiting": true,
    children: [
      make("span", { children: [what, make("br"), make("span", { class: "zacht", text: `${side === "desk" ? "Wij" : "De werkgever"}: ${who}, uiterlijk ${day}` }), " ", make("span", { class: `badge ${isRefused ? "badge--fout" : "badge--let-op"}`, text: words })] }),
      one.tried ? null : make("span", { class: "knoppen", children: [button("Wijzig", change, "knop--klein"), button("Gooi weg", drop, "knop--klein")] }),
    ],
  });
}

function clearErrors(form) {
  form.querySelectorAll("[data-error]").forEach((old) => old.remove());
  form.querySelectorAll("[aria-invalid]").forEach((field) => field.removeAttribute("aria-invalid"));
}

function showErrors(form, errors) {
  clearErrors(form);
  let first;
  for (const [name, sentence] of Object.entries(errors)) {
    const field = form.elements[name] instanceof RadioNodeList ? form.elements[name][0] : form.elements[name];
    if (!field) continue;
    const id = `fout-${name}`;
    field.closest(".veld").prepend(make("p", { class: "veld__fout", id, "data-error": true, text: sentence }));
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", id);
    first ??= field;
  }
  first?.focus();
}
