// How far the checklist is and what the score is now, from what stands on the page; the server says the same in the end.
import { make } from "./bouwen.js";
import { canScore, score } from "./score.js";

const SIDES = { willen: "Willen", kunnen: "Kunnen" };
const isTouched = (form) => (form.elements.answer.value || "niet_besproken") !== "niet_besproken";

export class Tally {
  constructor(queue, visit, element, forms) {
    Object.assign(this, { queue, visit, element });
    this.kit = JSON.parse(element.dataset.kit || "null");
    this.forms = [...forms.values()].filter((form) => form.dataset.queued === "answer");
  }

  // On a checklist that was not started, which list is asked is chosen on the device.
  choose(isShort) {
    if (!("blank" in this.element.dataset) || !isShort || !this.kit) return;
    this.kit.short = true;
    for (const form of this.forms) form.closest("article").hidden = !("short" in form.dataset);
  }

  update() {
    if (!this.forms.length || !this.kit) return;
    const asked = this.forms.filter((form) => !form.closest("article").hidden || isTouched(form));
    const done = asked.filter(isTouched).length;
    this.write("voortgang", `${done} van ${asked.length} besproken`);
    for (const section of this.element.querySelectorAll("section.onderdeel")) {
      const forms = asked.filter((form) => section.contains(form));
      const touched = forms.filter(isTouched).length;
      const badge = this.write(section.id.replace("onderdeel-", "voortgang-"), `${touched} van ${forms.length}`);
      badge?.classList.toggle("badge--goed", touched === forms.length);
    }
    this.showScore(done, asked.length);
  }

  write(id, words) {
    const place = document.getElementById(id);
    if (place && place.textContent !== words) place.textContent = words;
    return place;
  }

  showScore(done, asked) {
    const panel = document.getElementById("tussenstand");
    const stand = { done, asked, at: new Date().toISOString() };
    if (!canScore(this.kit)) {
      panel.replaceChildren(make("p", { class: "scorepaneel__beeld", text: "De score volgt zodra deze pagina is ververst." }));
    } else {
      const result = score(this.kit, Object.fromEntries(this.forms.map((form) => [form.dataset.key, form.elements.answer.value || "niet_besproken"])));
      const isEnough = Object.values(result.coverage).every((one) => one.enough);
      const words = isEnough ? this.kit.profiles[result.profile] : "Nog te weinig besproken voor een beeld.";
      panel.replaceChildren(make("dl", { children: Object.keys(SIDES).map((side) => describeSide(side, result)) }), make("p", { class: "scorepaneel__beeld", text: words }));
      Object.assign(stand, { willen: result.willen, kunnen: result.kunnen, profile: isEnough ? words : null });
    }
    const summary = JSON.stringify({ ...stand, at: "" });
    if (summary === this.summary) return;
    this.summary = summary;
    this.queue.store.keepVisit(this.queue.person, this.visit, { stand }); // for the pages around the checklist
  }
}

function describeSide(side, { [side]: value, coverage }) {
  const name = make("span", { id: `maat-${side}`, text: SIDES[side] });
  if (value === null) {
    const words = `${coverage[side].answered} van ${coverage[side].asked} vragen`;
    return make("div", { children: [make("dt", { children: [name] }), make("dd", { text: words })] });
  }
  const number = String(Math.round(value));
  const meter = make("meter", { class: "meter", min: 0, max: 100, value: number, "aria-labelledby": `maat-${side}`, text: number });
  return make("div", { children: [make("dt", { children: [name, " ", make("span", { class: "scorepaneel__getal", text: number })] }), make("dd", { children: [meter] })] });
}
