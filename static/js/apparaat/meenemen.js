// Taking visits along: their pages in the cache of this device, for one person, for as long as the visit is open.
import { button, make } from "./bouwen.js";

const PAGES = "kompas-paginas";
const OWNER = "/eigenaar-van-deze-paginas"; // no page: the entry of the cache that says whose it is
const FRESH = 12 * 60 * 60 * 1000; // milliseconds that a page of the catalogue stays good
const AT_ONCE = 3;

export class TakingAlong {
  constructor(queue) {
    Object.assign(this, { queue, person: queue.person, store: queue.store });
  }

  // A person never meets the pages of another one: whoever comes second starts with an empty cache.
  async claim() {
    const pages = await caches.open(PAGES);
    const owner = await pages.match(OWNER).then((entry) => entry?.text());
    if (owner === String(this.person)) return;
    await caches.delete(PAGES);
    await this.store.forgetWhere((one) => one.person !== this.person);
    await (await caches.open(PAGES)).put(OWNER, new Response(String(this.person)));
  }

  async isComplete(visit) {
    const pages = await caches.open(PAGES);
    return Boolean(await pages.match(`/bezoeken/${visit}/checklist/`));
  }

  async list() {
    return (await this.store.visits(this.person)).filter((one) => one.title);
  }

  // What belongs to a visit and until when it may stay; null when the server does not say. What is no longer for this
  // person is closed.
  ask(visit) {
    const read = (reply) => (reply.ok ? reply.json() : reply.status === 404 ? { is_open: false } : null);
    return fetch(`/bezoeken/${visit}/mee/`, { redirect: "manual" }).then(read).catch(() => null);
  }

  // Ask of every visit whether it is still open, and tidy up after that.
  async review() {
    for (const { visit } of await this.list()) {
      const plan = await this.ask(visit);
      if (plan) await this.store.keepVisit(this.person, visit, { is_open: plan.is_open });
    }
    await this.clean();
  }

  // Whoever opens a visit that goes along may have it for longer.
  async stayLonger(visit) {
    const plan = await this.ask(visit);
    if (plan) await this.store.keepVisit(this.person, visit, { is_open: plan.is_open, ...(plan.keep_until && { keep_until: plan.keep_until }) });
  }

  // Fetch the pages of a visit; `all` takes the catalogue too. Returns whether everything is here.
  async take(visit, { all = false, renew = false } = {}) {
    const plan = await this.ask(visit);
    if (!plan?.pages) return false;
    const wanted = plan.pages.filter((page) => page.own || all);
    const pages = await caches.open(PAGES);
    const work = [...wanted];
    let missing = 0;
    const fetchSome = async () => {
      for (let page = work.shift(); page; page = work.shift()) if (!(await this.fetchPage(pages, page, renew))) missing++;
    };
    await Promise.all(Array.from({ length: AT_ONCE }, fetchSome));
    const kept = (await this.list()).find((one) => one.visit === visit);
    await this.store.keepVisit(this.person, visit, { title: plan.title, is_open: plan.is_open, keep_until: plan.keep_until, all: all || Boolean(kept?.all), pages: wanted.map((page) => page.url) });
    return !missing;
  }

  async fetchPage(pages, { url, from = url, own }, renew) {
    const kept = await pages.match(url);
    const age = kept ? Date.now() - Date.parse(kept.headers.get("Date")) : Infinity;
    if (!renew && !own && age < FRESH) return true;
    const response = await fetch(from, { redirect: "manual", headers: { Accept: "text/html" } }).catch(() => null);
    if (response?.type === "opaqueredirect" || response?.status === 404) return true; // not there for this visit now
    if (!response?.ok) return false;
    await pages.put(url, response);
    return true;
  }

  // Nothing stays longer than the server would keep it (it says until when), whoever it is of. A visit also goes when it
  // is closed and nothing of it waits; what is left of one that did not go along goes as well, but not of the page here.
  async clean(here) {
    const today = new Date().toLocaleDateString("sv"); // as 2026-11-25
    const isPast = (one) => one.keep_until < today; // what says no day stays
    await this.forgetPast(isPast);
    const waits = new Set((await this.store.list(this.person)).map((one) => one.visit));
    const visits = await this.list();
    const stay = visits.filter((one) => !isPast(one) && (one.is_open !== false || waits.has(one.visit)));
    const pages = await caches.open(PAGES), needed = new Set(stay.flatMap((one) => one.pages));
    for (const url of visits.flatMap((one) => one.pages)) if (!needed.has(url)) await pages.delete(url);
    const known = new Set([here, ...waits, ...stay.map((one) => one.visit)]);
    await this.store.forget(this.person, (one) => !known.has(one.visit));
    if (stay.length < visits.length) await this.queue.refresh(false); // for a page that shows what goes along
  }

  // A clock that went wrong must not cost an answer: for what was not accepted, only the day of the server counts.
  async forgetPast(isPast) {
    const past = (await this.store.everyChange()).filter(isPast);
    if (!past.length) return;
    const moment = await fetch("/apparaat/wie/", { redirect: "manual", cache: "no-store" }).then((reply) => reply.headers.get("Date")).catch(() => null);
    const today = moment ? new Date(moment).toLocaleDateString("sv") : "";
    await this.store.forgetChanges(past.filter((one) => one.keep_until < today));
    await this.queue.refresh();
  }

  // Everything that the server knows as well leaves this device; the queue stays.
  async forgetAll() {
    await caches.delete(PAGES);
    await this.store.forget(this.person, () => true);
  }

  // Pages made by an earlier release need its files: fetch them anew, then the worker may throw those files away. `visits`
  // were here before this page; what came with it was made by this release.
  async renew(visits) {
    const release = await askWorker("release");
    if (!release || localStorage.getItem("kompas-uitgave") === release) return;
    for (const { visit, all } of visits) if (!(await this.take(visit, { all, renew: true }))) return;
    localStorage.setItem("kompas-uitgave", release);
    navigator.serviceWorker.controller?.postMessage({ kind: "tidy" });
  }
}

function askWorker(kind) {
  const worker = navigator.serviceWorker.controller;
  if (!worker) return null;
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    worker.postMessage({ kind }, [port2]);
    setTimeout(resolve, 3000, null);
  });
}

// The line below the steps of a visit: whether it goes along, and the button to take it.
export async function showTaking(taking, visit) {
  const place = document.querySelector("[data-take-along]");
  if (!place) return;
  const show = (words, ...more) => {
    place.replaceChildren(make("span", { "aria-live": "polite", text: words }), ...more);
    place.hidden = false;
  };
  const take = async (all) => {
    show("Dit bezoek wordt op dit apparaat gezet …");
    const isWhole = await taking.take(visit, { all });
    if (isWhole) offer(true, all);
    else show("Niet alles staat op dit apparaat: de verbinding viel weg.", button("Probeer het opnieuw", () => take(all), "knop--klein"));
  };
  const offer = (isTaken, all) => {
    if (isTaken && all) return show("Dit bezoek gaat mee op pad: u kunt het zonder netwerk openen, invullen en afronden.");
    const words = isTaken ? "Dit bezoek gaat mee op pad, zonder de instrumenten." : "Geen netwerk bij de werkgever?";
    show(words, button(isTaken ? "Neem ook de instrumenten mee" : "Neem mee op pad", () => take(true), "knop--klein"));
  };
  const kept = (await taking.list()).find((one) => one.visit === visit);
  const isHere = Boolean(kept) && (await taking.isComplete(visit));
  if (!isHere && document.querySelector("[data-fill] form[data-queued]")) return take(false); // what is being filled in goes along by itself
  offer(isHere, kept?.all);
  if (isHere) await taking.stayLonger(visit);
}
