// The checklist page: every tap and every letter is kept on the device, and each question says in words how it is.
import { button, clock, make, paragraph } from "./bouwen.js";
import { slotOf } from "./wachtrij.js";

const PAUSE = 800; // milliseconds without a letter before a text is sent; it is kept at once
const WAITING = "Staat op dit apparaat. Gaat vanzelf mee als er verbinding is.";

export class FillPage {
  constructor(queue, visit) {
    Object.assign(this, { queue, visit, forms: new Map(), busy: new Map(), dirty: new Set(), shown: new Map() });
    for (const form of document.querySelectorAll("form[data-queued=answer], form[data-queued=note]")) this.take(form);
    queue.addEventListener("change", () => this.showAll());
    queue.addEventListener("settled", (event) => event.visit === visit && this.settle(event));
    this.restored = queue.refresh(false).then(() => this.restore());
  }

  // From now on this form is ours: htmx, which is the way without storage, no longer sends it.
  take(form) {
    for (const name of form.getAttributeNames()) if (name.startsWith("hx-") || name === "data-autosave") form.removeAttribute(name);
    const { queued: kind, key = "" } = form.dataset;
    this.forms.set(slotOf({ visit: this.visit, kind, key }), form);
    form.addEventListener("input", (event) => this.keep(form, event.target.matches("textarea") ? PAUSE : 0));
    form.addEventListener("change", (event) => event.target.matches("textarea") && this.queue.send());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.keep(form, 0);
    });
  }

  read(form) {
    const { queued: kind, key = "" } = form.dataset;
    const { answer, said_by, note, revision, seen } = form.elements;
    const change = { visit: this.visit, kind, key, base: (revision ?? seen).value };
    if (kind === "note") return { ...change, fields: { note: note.value } };
    return { ...change, fields: { answer: answer.value || "niet_besproken", said_by: said_by.value, note: note.value } };
  }

  // Store what stands in the form now; while that goes on, only the last of what follows.
  keep(form, delay) {
    this.dirty.add(form);
    form.classList.add("is-onbewaard");
    const work = this.busy.get(form) ?? this.store(form).finally(() => this.busy.delete(form));
    this.busy.set(form, work);
    return work.then(() => this.queue.sendSoon(delay));
  }

  async store(form) {
    await this.restored;
    while (this.dirty.delete(form)) await this.queue.add(this.read(form));
  }

  isStoring() {
    return this.busy.size > 0;
  }

  // Put back what was kept before this page was loaded.
  restore() {
    for (const one of this.queue.items) {
      const form = this.forms.get(slotOf(one));
      if (form && !this.dirty.has(form)) this.write(form, one.fields);
    }
    this.showAll();
  }

  write(form, { answer, said_by, note }) {
    const { elements } = form;
    if (answer !== undefined) elements.answer.value = answer;
    if (said_by) elements.said_by.value = said_by;
    if (note !== undefined && elements.note.value !== note) elements.note.value = note;
    if (form.matches(":has(details)") && note) form.querySelector("details").open = true;
  }

  mark(form, base) {
    (form.elements.revision ?? form.elements.seen).value = base;
  }

  settle({ saved, reply }) {
    for (const { said, ...one } of saved) {
      const form = this.forms.get(slotOf(one));
      if (!form) continue;
      this.mark(form, said.revision ?? said.mark);
      this.say(form, make("span", { class: "status__goed", text: `Opgeslagen om ${clock(new Date().toISOString())}` }));
    }
  }

  showAll() {
    const last = new Map(this.queue.items.map((one) => [slotOf(one), one]));
    for (const [slot, form] of this.forms) this.show(form, last.get(slot));
  }

  show(form, one) {
    const state = one ? `${one.state}${one.id}${one.state === "waiting" ? this.queue.trouble : ""}` : "";
    if (!this.dirty.has(form)) form.classList.toggle("is-onbewaard", one?.state === "waiting" && !this.queue.trouble);
    if (this.shown.get(form) === state) return;
    this.shown.set(form, state);
    if (!one) return;
    if (one.state === "waiting" && this.queue.trouble) this.say(form, make("span", { class: "status__toestel", text: WAITING }));
    if (one.state === "refused") this.say(form, this.refusal(form, one));
    if (one.state === "conflict") this.say(form, this.conflict(form, one));
  }

  // The revision that the page knows stays in the slot; only the words change.
  say(form, words) {
    const slot = form.querySelector("[data-status]");
    const hadFocus = slot.contains(document.activeElement);
    slot.querySelectorAll("[data-words]").forEach((old) => old.remove());
    words.dataset.words = "";
    slot.append(words);
    if (hadFocus) form.querySelector("[data-status] button, input[type=radio]:checked, textarea")?.focus();
  }

  refusal(form, one) {
    const again = () => this.queue.alter(({ id }) => id === one.id, (it) => Object.assign(it, { state: "waiting" })).then(() => this.queue.send());
    return make("div", { class: "conflict", children: [paragraph(make("strong", { text: one.sentence })), make("div", { class: "knoppen", children: [button("Probeer het opnieuw", again), button("Laat dit vervallen", () => this.drop(one))] })] });
  }

  async drop(one) {
    await this.queue.alter(({ id }) => id === one.id, () => false);
    location.reload();
  }

  // Both answers with names and times; nothing happens until the person chooses.
  conflict(form, one) {
    const { theirs } = one;
    const isMe = theirs.by_id === this.queue.person;
    const who = isMe ? "U heeft dit ergens anders al ingevuld" : `${theirs.by || "Een collega"} heeft dit intussen anders ingevuld`;
    const rows = [["Nu opgeslagen", theirs, theirs.at && `${isMe ? "door u" : theirs.by}, ${clock(theirs.at)}`], ["Van u", one.fields, `op dit apparaat, ${clock(one.at)}`]];
    const list = rows.flatMap(([title, values, when]) => [make("dt", { text: title }), make("dd", { children: [make("strong", { text: this.label(form, values) }), when ? ` (${when})` : "", values.note && values.answer !== undefined ? make("span", { class: "vraag__notitie", text: values.note }) : null] })]);
    return make("div", {
      class: "conflict",
      children: [
        paragraph(make("strong", { text: `${who}.` }), " Wat wilt u bewaren?"),
        make("dl", { class: "gegevens", children: list }),
        make("div", { class: "knoppen", children: [button("Bewaar mijn antwoord", () => this.queue.resolve(slotOf(one), true), "knop--hoofd"), button(isMe ? "Houd het opgeslagen antwoord" : `Neem dat van ${theirs.by || "de collega"}`, () => this.takeTheirs(form, one))] }),
      ],
    });
  }

  label(form, { answer, note }) {
    if (answer === undefined) return note || "(leeg)";
    const words = form.querySelector(`input[name=answer][value="${CSS.escape(answer)}"]`)?.closest("label");
    const step = words?.querySelector("b");
    return step ? [step.textContent, words.querySelector(".schaal__knop > span:not(.schaal__toen)")?.textContent].filter(Boolean).join(": ") : (words?.textContent.trim() ?? answer);
  }

  async takeTheirs(form, one) {
    this.write(form, one.theirs);
    this.mark(form, one.theirs.revision ?? one.theirs.mark);
    await this.queue.resolve(slotOf(one), false);
    this.say(form, make("span", { class: "status__goed", text: "Opgeslagen antwoord overgenomen" }));
  }
}
