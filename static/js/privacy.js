// The privacy guard on the device: the same word list and patterns as the server (safekeeping/privacy), also without a network.
// A BSN is never sent; the rest is said below the field at once, and the server asks what to keep.
const LIST = "privacywoorden"; // in localStorage: words only, nothing about anyone
const SENTENCES = {
  bsn: "Niet opgeslagen: hier staat een burgerservicenummer (BSN). Dat mogen wij niet bewaren. Haal het nummer weg.",
  health: "Hier staat iets over iemands gezondheid. Schrijf liever op wat het werk vraagt.",
  birth: "Hier staat iemands geboortedatum. Die bewaren wij liever niet.",
};
const ORDER = ["bsn", "birth", "health", "name"];

const DIGITS = [0xff10, 0x0660, 0x06f0, 0x0966];
export function level(text) {
  return text.normalize("NFC").replace(/\p{Nd}/gu, (sign) => {
    const zero = DIGITS.find((first) => sign.codePointAt(0) >= first && sign.codePointAt(0) < first + 10);
    return zero === undefined ? sign : String(sign.codePointAt(0) - zero);
  });
}

export function passesTest(digits) {
  if (digits.length !== 9 || !/[1-9]/.test(digits)) return false;
  const weights = [9, 8, 7, 6, 5, 4, 3, 2, -1];
  return weights.reduce((sum, weight, place) => sum + weight * Number(digits[place]), 0) % 11 === 0;
}

export function makeGuard(list) {
  const make = (pattern, flags = "giu") => new RegExp(pattern, flags);
  const words = Object.fromEntries(Object.entries(list.patterns).map(([kind, pattern]) => [kind, make(pattern)]));
  const names = make(`${list.titled}|(?:${list.patterns.first_name})(?: ${list.surname})?`, "gu");
  const person = make(`${list.patterns.person}|${list.oneOfThem}`);
  const neutrals = list.neutrals.map(([pattern, neutral]) => [make(`^(?:${pattern})$`, "iu"), neutral]);
  const runs = make(list.run);
  const links = make(list.link);
  const full = make(list.fullDate);
  const any = make(`${list.fullDate}|${list.looseDate}`);
  const sentenceEnd = make(list.sentenceEnd, "gu");
  const [moneyBefore, moneyAfter, taxAfter] = [list.moneyBefore, list.moneyAfter, list.taxAfter].map((one) => make(one, "iu"));
  const breaksOff = make(list.breaksOff, "u");

  const find = (pattern, text) => [...text.matchAll(pattern)];
  const has = (pattern, text) => find(pattern, text).length > 0;
  const finding = (kind, start, text, neutral = list.instead[kind]) => ({ kind, start, end: start + text.length, text, neutral });

  function announces(pattern, before) {
    const last = find(pattern, before).at(-1);
    return last !== undefined && !breaksOff.test(before.slice(last.index + last[0].length));
  }

  function findNumbers(text) {
    const away = find(links, text).map((link) => [link.index, link.index + link[0].length]);
    const outside = (run) => !away.some(([start, end]) => start <= run.index && run.index < end);
    return find(runs, text).filter(outside).flatMap((run) => findInRun(text, run));
  }
  function findInRun(text, run) {
    const groups = find(/[0-9]+/g, run[0]).map((group) => [group.index + run.index, group.index + run.index + group[0].length]);
    const before = text.slice(Math.max(0, run.index - list.lookBack), run.index);
    const size = groups.reduce((sum, [start, end]) => sum + end - start, 0);
    if (announces(words.bsn, before) && (size === 8 || size === 9)) return [finding("bsn", run.index, run[0])];
    if (before.endsWith("+") || run[0].startsWith("0031") || announces(words.other_number, before)) return [];
    return findByTest(text, groups);
  }
  function findByTest(text, groups) {
    const found = [];
    let taken = -1;
    groups.forEach(([start], first) => {
      for (let last = first, size = 0; last < groups.length; last += 1) {
        size += groups[last][1] - groups[last][0];
        if (size < 9) continue;
        const part = groups.slice(first, last + 1);
        const end = groups[last][1];
        const isWhole = part.length === groups.length;
        if (size === 9 && start > taken && isOneNumber(text, part, isWhole) && isBare(text, start, end)) {
          taken = end;
          found.push(finding("bsn", start, text.slice(start, end)));
        }
        break;
      }
    });
    return found;
  }
  function isOneNumber(text, part, isWhole) {
    const gaps = new Set(part.slice(1).map(([start], place) => text.slice(part[place][1], start).trim()));
    if (gaps.size > 1 || !passesTest(part.map(([start, end]) => text.slice(start, end)).join(""))) return false;
    return isWhole || list.shapes.includes(part.map(([start, end]) => end - start).join("-"));
  }
  function isBare(text, start, end) {
    const [before, after] = [text.slice(Math.max(0, start - 5), start), text.slice(end, end + 6)];
    return !moneyBefore.test(before) && !moneyAfter.test(after) && !taxAfter.test(after);
  }

  function isAge(date, year) {
    const age = year - Number(date.match(/(?:19|20)[0-9]{2}/g)?.at(-1) ?? year);
    return list.ages[0] <= age && age <= list.ages[1];
  }
  function findDates(sentence, offset, year) {
    let matches = [];
    if (has(words.birth, sentence)) matches = find(any, sentence);
    else if (!has(words.date_excuse, sentence)) matches = find(full, sentence).filter((match) => isAge(match[0], year));
    return matches.map((match) => finding("birth", match.index + offset, match[0]));
  }
  function findHealth(sentence, offset) {
    const isPersonal = has(person, sentence) || has(names, sentence);
    if (!isPersonal && has(words.group, sentence)) return [];
    const matches = find(words.diagnosis, sentence);
    if (isPersonal || has(words.role, sentence)) matches.push(...find(words.health, sentence));
    const instead = (word) => neutrals.find(([pattern]) => pattern.test(word))?.[1];
    return matches.map((match) => finding("health", match.index + offset, match[0], instead(match[0])));
  }
  function findNames(sentence, offset) {
    return find(names, sentence).map((match) => finding("name", match.index + offset, match[0]));
  }

  function* sentences(text) {
    let start = 0;
    for (const match of find(sentenceEnd, text)) {
      yield [start, match.index + match[0].length];
      start = match.index + match[0].length;
    }
    if (start < text.length) yield [start, text.length];
  }

  // What is about a person, in the order of the text; where two overlap, the graver kind counts, then the longer.
  function scan(typed, year = new Date().getFullYear()) {
    const text = level(typed);
    const numbers = findNumbers(text);
    const found = [...numbers];
    for (const [start, end] of sentences(text)) {
      const sentence = text.slice(start, end);
      const about = [...findDates(sentence, start, year), ...findHealth(sentence, start)];
      const hasNumber = numbers.some((one) => start <= one.start && one.start < end);
      if (about.length || hasNumber) about.push(...findNames(sentence, start));
      found.push(...about);
    }
    const rank = (one) => ORDER.indexOf(one.kind);
    const kept = [];
    for (const one of found.sort((a, b) => rank(a) - rank(b) || b.end - b.start - (a.end - a.start) || a.start - b.start))
      if (kept.every((other) => one.end <= other.start || other.end <= one.start)) kept.push(one);
    return kept.sort((a, b) => a.start - b.start);
  }
  return { scan, hasBsn: (text) => findNumbers(level(text)).length > 0 };
}

// The list of the last time serves until the new one is here, and without a network.
let guard = null;
function read(list) {
  try {
    guard = makeGuard(JSON.parse(list));
  } catch {
    guard = null; // an old browser, or a list of another release: the server still guards
  }
}
export async function loadGuard(address) {
  const kept = localStorage.getItem(LIST);
  if (kept) read(kept);
  try {
    const response = await fetch(address, { headers: { Accept: "application/json" }, redirect: "error" });
    if (!response.ok) return guard;
    const list = await response.text();
    if (list !== kept) localStorage.setItem(LIST, list);
    read(list);
  } catch {
    // No network, or nobody signed in: what was kept will do.
  }
  return guard;
}

// For whoever stores or sends what is typed: true when a text holds a BSN.
export function hasBsn(text) {
  return guard?.hasBsn(text) ?? false;
}
export function scan(text) {
  return guard?.scan(text) ?? [];
}

const isText = (element) => element.matches?.("textarea, input[type=text], input:not([type])");
function hint(field) {
  const kinds = new Set(scan(field.value).map((one) => one.kind));
  const kind = ["bsn", "health", "birth"].find((one) => kinds.has(one));
  const id = `${field.id}-privacy`;
  let words = document.getElementById(id);
  if (!kind) return words?.remove();
  if (!words) {
    words = document.createElement("span");
    words.id = id;
    words.className = "privacy__hint";
    words.setAttribute("role", "status");
    field.after(words);
  }
  if (words.textContent !== SENTENCES[kind]) words.textContent = SENTENCES[kind]; // the same words again would be read out again
}

// What was said last in the status slot ("Opgeslagen") is not true of the text that stands there now.
function sayNotSaved(form) {
  const slot = form.querySelector("[data-status]");
  if (!slot || slot.querySelector("[data-failure]")) return;
  slot.querySelectorAll("[data-words]").forEach((old) => old.remove());
  const words = document.createElement("span");
  words.dataset.failure = "";
  words.className = "status__fout";
  words.textContent = "Niet opgeslagen: haal eerst het BSN weg.";
  slot.append(words);
}

const address = document.querySelector("meta[name=privacywoorden]")?.content;
const kept = localStorage.getItem(LIST);
const coming = address ? loadGuard(address) : Promise.resolve(null);
export const ready = kept ? Promise.resolve(guard) : coming; // with the list of the last time it guards at once
if (address) {
  coming.then(() => isText(document.activeElement) && document.activeElement.id && hint(document.activeElement)); // typed meanwhile
  let waiting = 0;
  document.addEventListener("input", (event) => {
    if (!isText(event.target) || !event.target.id || !event.target.closest("form[method=post]")) return;
    clearTimeout(waiting);
    waiting = setTimeout(hint, 300, event.target);
  });
  document.addEventListener("htmx:confirm", (event) => {
    const form = event.target.closest("form");
    const texts = [...(form?.querySelectorAll("textarea, input[type=text]") ?? [])];
    const wrong = texts.find((field) => hasBsn(field.value));
    if (!wrong) return;
    event.preventDefault(); // it does not leave the device; what was typed stays in the field
    hint(wrong);
    sayNotSaved(form);
  });
}
