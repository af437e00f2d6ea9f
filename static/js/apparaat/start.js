// What every page of someone who is signed in does: send the queue, say how it is, and keep what goes along.
import { parts } from "./bouwen.js";
import { showTaking, TakingAlong } from "./meenemen.js";
import { Store } from "./opslag.js";
import { askBeforeSigningOut, showState, warnOfFullStorage } from "./stand.js";
import { Queue } from "./wachtrij.js";

const person = Number(document.body.dataset.user);
if (person && window.isSecureContext && "indexedDB" in window) start();

function start() {
  const queue = new Queue(new Store(), person);
  const here = document.querySelector("[data-visit]")?.dataset ?? {};
  const visit = Number(here.visit);
  queue.keepUntil = here.keepUntil; // the last day that the server keeps what is typed here; so does the device
  const fill = document.querySelector("[data-fill]");
  // Before htmx wakes up: from here on these forms go through the queue.
  const page = fill && visit && parts.FillPage ? new parts.FillPage(queue, visit, fill) : null;
  if (visit && document.querySelector("form[data-queued=agreement]")) import("./afspraken.js").then((part) => part.takeAgreements(queue, visit));
  if (visit && document.querySelector("form[data-queued=start], form[data-queued=conclude], [data-stand]")) import("./stappen.js").then((part) => part.takeSteps(queue, visit));
  showState(queue, () => Boolean(page?.isStoring()));
  queue.refresh(false).then(() => queue.send());
  const taking = "serviceWorker" in navigator && "caches" in window ? new TakingAlong(queue) : null;
  askBeforeSigningOut(queue, taking);
  if (document.querySelector("[data-device]")) import("./apparaat.js").then((part) => part.showDevice(queue, taking));
  if (taking) goAlong(queue, taking, visit);
}

// The page itself comes first: what goes along waits until it is here and nothing is being done.
const LONGEST = 4000; // milliseconds after that
async function untilQuiet() {
  if (document.readyState !== "complete") await new Promise((resolve) => window.addEventListener("load", resolve, { once: true }));
  await new Promise((resolve) => (window.requestIdleCallback ? requestIdleCallback(resolve, { timeout: LONGEST }) : setTimeout(resolve, 200)));
}

async function goAlong(queue, taking, visit) {
  await taking.claim();
  await untilQuiet();
  await navigator.serviceWorker.register("/sw.js").catch(() => null);
  await taking.clean(visit);
  const earlier = await taking.list();
  if (visit) await showTaking(taking, visit);
  if ((await taking.list()).length || queue.items.length) await navigator.storage?.persist?.();
  await warnOfFullStorage();
  await taking.renew(earlier);
  if (document.querySelector("[data-device]")) await taking.review();
}
