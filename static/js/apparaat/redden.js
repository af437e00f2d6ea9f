// "Red mijn bezoek": the queue as a file, and back again on this or another device, only by its owner.
import { make } from "./bouwen.js";
import { slotOf } from "./wachtrij.js";

const FORMAT = "werkgeverskompas-wachtrij";

export function saveAsFile(queue) {
  const changes = queue.items.map(({ seq, memory, ...one }) => one);
  const text = JSON.stringify({ format: FORMAT, version: 1, person: queue.person, saved_at: new Date().toISOString(), changes }, null, 1);
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  make("a", { href: url, download: `werkgeverskompas-${new Date().toISOString().slice(0, 10)}.json` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

// Return a sentence that says what happened. The numbers of the changes stay, so loading twice sends nothing twice.
export async function loadFile(queue, file) {
  const parsed = await file.text().then(JSON.parse).catch(() => null);
  if (parsed?.format !== FORMAT || !Array.isArray(parsed.changes)) return "Dit is geen bestand van het Werkgeverskompas.";
  if (parsed.person !== queue.person) return "Dit bestand is van iemand anders. Alleen die kan het laden.";
  const whole = parsed.changes.filter((one) => one && typeof one.id === "string" && Number.isInteger(one.visit) && typeof one.kind === "string" && typeof one.fields === "object");
  let count = 0;
  await queue.store.change(queue.person, (all) => {
    const here = new Set(all.flatMap((one) => [one.id, slotOf(one)])); // what is on this device is newer than the file
    const fresh = whole.filter((one) => !here.has(one.id) && !here.has(slotOf(one)));
    count = fresh.length;
    return { put: fresh.map((one) => ({ ...one, person: queue.person, state: one.state === "conflict" ? "conflict" : "waiting", tried: true })) };
  });
  await queue.refresh();
  queue.send();
  return count === 1 ? "1 wijziging geladen." : `${count} wijzigingen geladen.`;
}
