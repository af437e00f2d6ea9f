// What a question says when something asks for a choice: two answers side by side, or why one was not accepted.
import { button, clock, make, paragraph } from "./bouwen.js";

const buttons = (...children) => make("div", { class: "knoppen", children });

// Nothing happens until the person chooses.
export function conflict(form, one, isMe, { keepMine, takeTheirs }) {
  const { theirs } = one;
  const isNote = one.kind === "note";
  const name = theirs.by || "Een collega";
  const what = isNote ? "de notitie" : "deze vraag";
  const moment = theirs.at ? ` om ${clock(theirs.at)}` : " intussen";
  const title = isMe ? `U heeft ${what}${moment} ergens anders al ${isNote ? "gewijzigd" : "beantwoord"}.` : `${name} heeft ${what}${moment} ${isNote ? "gewijzigd" : "anders beantwoord"}.`;
  return make("div", {
    class: "conflict",
    children: [
      paragraph(make("strong", { text: title }), ` Welk${isNote ? "e" : ""} ${isNote ? "notitie" : "antwoord"} wilt u bewaren?`),
      make("dl", {
        class: "gegevens",
        children: [...describe(form, "Nu opgeslagen", theirs, isNote), ...describe(form, `Van u, om ${clock(one.at)}`, one.fields, isNote)],
      }),
      buttons(button(isNote ? "Bewaar mijn tekst" : "Bewaar mijn antwoord", keepMine, "knop--hoofd"), button(otherChoice(isMe, isNote, name), takeTheirs)),
    ],
  });
}

function otherChoice(isMe, isNote, name) {
  if (isMe) return isNote ? "Houd de opgeslagen tekst" : "Houd het opgeslagen antwoord";
  return `Neem ${isNote ? "die" : "dat"} van ${name === "Een collega" ? "de collega" : name}`;
}

function describe(form, title, values, isNote) {
  const words = isNote ? values.note || "(leeg)" : label(form, values.answer);
  const note = !isNote && values.note ? make("span", { class: "vraag__notitie", text: values.note }) : null;
  return [make("dt", { text: title }), make("dd", { children: [make(isNote ? "span" : "strong", { class: isNote && "vraag__notitie", text: words }), note] })];
}

// The words on the button of an answer.
function label(form, answer) {
  const words = form.querySelector(`input[name=answer][value="${CSS.escape(answer)}"]`)?.closest("label");
  const step = words?.querySelector("b");
  if (!step) return words?.textContent.trim() ?? answer;
  const anchor = words.querySelector(".schaal__knop > span:not(.schaal__toen)");
  return [step.textContent, anchor?.textContent].filter(Boolean).join(": ");
}

// What the privacy guard asks about a text: `answer(field, value, neutral)` sends it again with the answer.
export function notice({ name, sentence, neutral, keep }, answer) {
  const choices = [button("Toch bewaren zoals ik het typte", () => answer(name, keep))];
  if (neutral) choices.unshift(button("Bewaar deze tekst", () => answer(name, "neutraal", neutral), "knop--hoofd"));
  const shown = neutral ? [make("p", { class: "zacht", text: "Zonder de persoon" }), make("blockquote", { text: neutral })] : [];
  return make("div", { class: "conflict privacy", children: [paragraph(make("strong", { text: sentence }), " Pas uw tekst aan, of kies:"), ...shown, buttons(...choices)] });
}

export const refusal = (one, again, drop) =>
  make("div", { class: "conflict", children: [paragraph(make("strong", { text: one.sentence })), buttons(button("Probeer het opnieuw", again), button("Laat dit vervallen", drop))] });
