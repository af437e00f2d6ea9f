// The checklist page: every tap and every letter is kept on the device, and each question says in words how it is.
import { button, clock, make, paragraph, parts } from "./bouwen.js";
import { conflict, notice, refusal } from "./keuze.js";
import { Tally } from "./tellen.js";
import { slotOf } from "./wachtrij.js";

const PAUSE = 800; // milliseconds without a letter before a text is sent; it is kept at once
const WAITING = "Staat op dit apparaat. Gaat vanzelf mee als er verbinding is.";
const IN_MEMORY = "Nog niet bewaard: dit apparaat heeft geen ruimte. Laat deze pagina open tot hier 'Opgeslagen' staat.";
const NO_BSN = "De notitie is niet opgeslagen: haal eerst het BSN weg.";
const PATIENCE = 1000; // milliseconds that the first text with so many digits waits for the privacy guard before it is kept; the server guards as well
const LET_GO = "vervallen"; // in this tab, until the page that follows
const is = (id) => (one) => one.id === id;

let guard = null; // comes with the first text

function fetchGuard() {
  const coming = import("../privacy.js").then((part) => part.ready.then(() => (guard = part)));
  return Promise.race([coming.catch(() => null), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
}
const mayHoldBsn = (text) => text.replace(/\P{Nd}/gu, "").length >= 8; // everything else is kept at once
const hasBsn = (text) => guard?.hasBsn(text) ?? false;

export class FillPage {
  constructor(queue, visit, element) {
    Object.assign(this, { queue, visit, element, forms: new Map(), notes: new Map(), busy: new Map(), dirty: new Set(), shown: new Map() });
    this.stamp = Number(element.dataset.stamp);
    for (const form of document.querySelectorAll("form[data-queued=answer], form[data-queued=note]")) this.take(form);
    this.tally = new Tally(queue, visit, element, this.forms);
    queue.known = (asked) => (asked === visit ? this.known() : {});
    queue.addEventListener("change", () => this.showAll());
    queue.addEventListener("elsewhere", () => this.reflect());
    queue.addEventListener("settled", (event) => event.visit === visit && this.settle(event));
    this.restored = this.restore();
  }

  // From now on this form is ours: htmx, which is the way without storage, no longer sends it.
  take(form) {
    for (const name of form.getAttributeNames()) if (name.startsWith("hx-") || name === "data-autosave") form.removeAttribute(name);
    const { queued: kind, key = "" } = form.dataset;
    this.forms.set(slotOf({ visit: this.visit, kind, key }), form);
    this.notes.set(form, form.elements.note.value);
    form.addEventListener("input", (event) => this.keep(form, event.target.matches("textarea") ? PAUSE : 0));
    form.addEventListener("change", (event) => event.target.matches("textarea") && this.queue.send());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.keep(form, 0);
    });
  }

  known() {
    if (!this.forms.size) return {};
    const known = {};
    let known_note = "";
    for (const { dataset, elements } of this.forms.values()) {
      if (dataset.queued === "note") known_note = elements.seen.value;
      else known[dataset.key] = Number(elements.revision.value);
    }
    return { known, known_note };
  }

  read(form) {
    const { queued: kind, key = "" } = form.dataset;
    const { answer, said_by, note, revision, seen } = form.elements;
    const change = { visit: this.visit, kind, key, base: (revision ?? seen).value };
    if (!hasBsn(note.value)) this.notes.set(form, note.value); // else the text of before: a BSN is not even kept here
    const text = this.notes.get(form);
    if (kind === "note") return { ...change, fields: { note: text } };
    return { ...change, fields: { answer: answer.value || "niet_besproken", said_by: said_by.value, note: text } };
  }

  // Store what stands in the form now; while that goes on, only the last of what follows.
  keep(form, delay) {
    this.dirty.add(form);
    form.classList.add("is-onbewaard");
    form.querySelector("[data-status] .status__goed")?.remove(); // not true any more of what stands there now
    this.tally.update();
    const work = this.busy.get(form) ?? this.store(form).finally(() => (this.busy.delete(form), this.tellStoring()));
    this.busy.set(form, work);
    this.tellStoring();
    return work.then(() => this.queue.sendSoon(delay));
  }

  async store(form) {
    await this.restored;
    if ("blank" in this.element.dataset) await this.queue.start(this.visit, { lijst: "volledig" });
    if (!guard && mayHoldBsn(form.elements.note.value)) await fetchGuard();
    while (this.dirty.delete(form)) await this.queue.add(this.read(form));
  }

  isStoring() {
    return this.busy.size > 0;
  }

  // The words in the header never run ahead: between the tap and the disk it is not "opgeslagen".
  tellStoring() {
    this.queue.dispatchEvent(new Event("storing"));
  }

  // Put back what was accepted since this page was made, and over it what waits.
  async restore() {
    await this.queue.refresh(false);
    await this.reflect();
    for (const one of this.queue.items) {
      const form = this.forms.get(slotOf(one));
      if (form && !this.dirty.has(form)) this.write(form, one.fields);
      if (one.visit === this.visit && one.kind === "start") this.tally.choose(one.fields.lijst === "kort");
    }
    this.showAll();
    this.offerUndo();
    this.tally.update();
  }

  async reflect() {
    for (const one of await this.queue.store.mirrorOf(this.queue.person, this.visit)) if (one.stamp > this.stamp) this.renew(one);
    await this.queue.store.forget(this.queue.person, (one) => one.slot && one.visit === this.visit && one.stamp <= this.stamp);
  }

  // Show an answer that is newer than the one on the page; not over one that someone is busy with.
  renew({ slot, kind, fields, base, at, by }) {
    const form = this.forms.get(slot);
    if (!form || this.dirty.has(form) || this.queue.items.some((one) => slotOf(one) === slot)) return;
    const { revision, seen } = form.elements;
    if (kind === "answer" ? base <= Number(revision.value) : base === seen.value) return;
    this.write(form, fields);
    this.mark(form, base);
    this.say(form, make("span", { class: "status__goed", text: `Opgeslagen om ${clock(at)}${by ? ` door ${by}` : ""}` }));
    this.tally.update();
  }

  write(form, { answer, said_by, note }) {
    const { elements } = form;
    if (answer !== undefined && elements.answer) elements.answer.value = answer;
    if (said_by && elements.said_by) elements.said_by.value = said_by;
    if (note !== undefined) this.notes.set(form, note);
    if (note !== undefined && elements.note.value !== note) elements.note.value = note;
    const details = form.querySelector("details");
    if (details && note) details.open = true;
  }

  mark(form, base) {
    (form.elements.revision ?? form.elements.seen).value = base;
  }

  settle({ saved, reply }) {
    for (const { said, ...one } of saved) {
      const form = this.forms.get(slotOf(one));
      if (!form) continue;
      this.mark(form, said.revision ?? said.mark);
      const isOld = this.busy.has(form) || this.queue.items.some((other) => slotOf(other) === slotOf(one) && other.id !== one.id);
      if (isOld) continue; // of what was typed since, "opgeslagen" is not true
      if (one.neutral && !this.dirty.has(form)) this.write(form, { note: one.neutral });
      if (hasBsn(form.elements.note.value)) this.say(form, make("span", { class: "status__fout", text: NO_BSN }));
      else this.say(form, make("span", { class: "status__goed", text: `Opgeslagen om ${clock(new Date().toISOString())}` }));
    }
    if (saved.some((one) => one.kind === "start")) delete this.element.dataset.blank;
    for (const one of this.queue.reflect(this.visit, [], reply, this.queue.items)) this.renew(one);
  }

  showAll() {
    const mine = this.queue.items.filter((one) => one.visit === this.visit);
    const last = new Map(mine.map((one) => [slotOf(one), one]));
    for (const [slot, form] of this.forms) this.show(form, last.get(slot));
    this.showConcluding(mine.find((one) => one.kind === "conclude"));
  }

  show(form, one) {
    const isQuiet = one?.state === "waiting" && !this.queue.trouble && !this.queue.store.memory.has(one.seq);
    if (!this.dirty.has(form)) form.classList.toggle("is-onbewaard", Boolean(isQuiet));
    const state = one && !isQuiet ? `${one.state} ${one.id}` : "";
    if (this.shown.get(form) === state) return;
    this.shown.set(form, state);
    if (state) this.say(form, this.describe(form, one));
  }

  describe(form, one) {
    const asked = Object.values(one.notices ?? {})[0];
    if (one.state === "refused" && asked) return notice(asked, (field, value, neutral) => this.answer(one, field, value, neutral));
    if (one.state === "refused") return refusal(one, () => this.tryAgain(one), () => this.drop(one));
    if (one.state === "waiting") {
      const isKept = !this.queue.store.memory.has(one.seq);
      return make("span", { class: isKept ? "status__toestel" : "status__fout", text: isKept ? WAITING : IN_MEMORY });
    }
    const keepMine = () => this.queue.resolve(slotOf(one), true);
    return conflict(form, one, one.theirs.by_id === this.queue.person, { keepMine, takeTheirs: () => this.takeTheirs(form, one) });
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

  async tryAgain(one) {
    await this.queue.alter(is(one.id), (it) => Object.assign(it, { state: "waiting" }));
    this.queue.send();
  }

  async answer(one, field, value, neutral) {
    await this.queue.alter(is(one.id), (it) => Object.assign(it, { state: "waiting", notices: null, neutral, fields: { ...it.fields, [field]: value } }));
    this.queue.send();
  }

  // What the server has comes in its place, on a fresh page; there it can still be undone.
  async drop(one) {
    sessionStorage.setItem(LET_GO, JSON.stringify(one));
    await this.queue.alter(is(one.id), () => false);
    location.reload();
  }

  offerUndo() {
    const one = JSON.parse(sessionStorage.getItem(LET_GO) ?? "null");
    const form = one && one.person === this.queue.person && one.visit === this.visit && this.forms.get(slotOf(one));
    sessionStorage.removeItem(LET_GO);
    if (!form) return;
    const undo = async () => {
      await this.queue.bringBack(one);
      this.write(form, one.fields);
    };
    this.say(form, make("span", { children: ["Vervallen. ", button("Maak ongedaan", undo, "knop--klein")] }));
  }

  async takeTheirs(form, one) {
    this.write(form, one.theirs);
    this.mark(form, one.theirs.revision ?? one.theirs.mark);
    await this.queue.resolve(slotOf(one), false);
    this.say(form, make("span", { class: "status__goed", text: "Het opgeslagen antwoord staat er nu" }));
    this.tally.update();
  }

  // Concluded on this device: the answers stand, unless the person takes it back before it is sent.
  showConcluding(one) {
    if (Boolean(one) === Boolean(this.banner)) return;
    this.element.querySelector(".invulpagina__vragen").inert = Boolean(one);
    this.banner?.remove();
    this.banner = null;
    if (!one) return;
    const undo = () => this.queue.alter((it) => it.id === one.id && !it.tried, () => false);
    this.banner = make("div", {
      class: "melding melding--let-op",
      role: "status",
      children: [
        paragraph(make("strong", { text: `Afgerond op dit apparaat om ${clock(one.at)}.` }), " Dit gaat mee met de volgende verbinding. De antwoorden staan nu vast."),
        make("p", { class: "knoppen", children: [button("Toch nog iets wijzigen", undo)] }),
      ],
    });
    this.element.before(this.banner);
  }
}

parts.FillPage = FillPage;
