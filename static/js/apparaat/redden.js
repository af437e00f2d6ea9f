// "Red mijn bezoek": the queue as a file, and back again on this or another device, only by its owner.
import { make } from "./bouwen.js";
import { slotOf } from "./wachtrij.js";

const FORMAT = "werkgeverskompas-wachtrij";

const counted = (count) => (count === 1 ? "1 wijziging" : `${count} wijzigingen`);

// Return a sentence that says what happened.
export function saveAsFile(queue) {
  const changes = queue.items.map(({ seq, memory, ...one }) => one);
  if (!changes.length) return "Er is niets om te bewaren: alles staat op de server.";
  const text = JSON.stringify({ format: FORMAT, version: 1, person: queue.person, saved_at: new Date().toISOString(), changes }, null, 1);
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const name = `werkgeverskompas-${new Date().toISOString().slice(0, 10)}.json`;
  make("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return `${counted(changes.length)} bewaard in ${name}. In het bestand staat leesbaar wat u invulde: geef het aan niemand en gooi het weg als het geladen is.`;
}

const isChange = (one) => typeof one?.id === "string" && Number.isInteger(one.visit) && typeof one.kind === "string" && typeof one.key === "string" && typeof one.fields === "object" && one.fields !== null;

// Return a sentence that says what happened. The numbers of the changes stay, so loading twice sends nothing twice.
export async function loadFile(queue, file) {
  const parsed = await file.text().then(JSON.parse).catch(() => null);
  if (parsed === null) return "Dit bestand is beschadigd of is geen bestand van het Werkgeverskompas. Er is niets geladen.";
  if (parsed.format !== FORMAT || !Array.isArray(parsed.changes)) return "Dit is geen bestand van het Werkgeverskompas. Er is niets geladen.";
  if (parsed.person !== queue.person) return "Dit bestand is van iemand anders. Alleen die kan het laden.";
  const whole = parsed.changes.filter(isChange);
  const broken = parsed.changes.length - whole.length;
  let count = 0;
  await queue.store.change(queue.person, (all) => {
    const here = new Set(all.flatMap((one) => [one.id, slotOf(one)])); // what is on this device is newer than the file
    const fresh = whole.filter((one) => !here.has(one.id) && !here.has(slotOf(one)));
    count = fresh.length;
    return { put: fresh.map(({ seq, ...one }) => ({ ...one, person: queue.person, state: one.state === "conflict" ? "conflict" : "waiting", tried: true })) };
  });
  await queue.refresh();
  queue.send();
  const skipped = whole.length - count;
  return [
    `${counted(count)} geladen.`,
    skipped && `${counted(skipped)} niet geladen: op dit apparaat staat al iets nieuwers.`,
    broken && `${counted(broken)} niet te lezen: het bestand is beschadigd.`,
  ].filter(Boolean).join(" ");
}
