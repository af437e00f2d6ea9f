// The queue: what a person did on this device and the server has not accepted yet. Stored first, then sent, in order, once.

const MOST = 50; // changes in one batch
const MOST_SIZE = 200_000; // characters in one batch
const MOST_FAILURES = 3; // errors of the server in a row before it is left in peace for a while
const FIRST_RETRY = 2000, LAST_RETRY = 60_000; // milliseconds
const REFUSED = {
  forbidden: "Niet opgeslagen: u mag dit bezoek niet (meer) wijzigen.",
  gone: "Niet opgeslagen: dit bezoek is er niet (meer) voor u.",
  "too-large": "Niet opgeslagen: dit is te veel in één keer. Maak de tekst korter.",
  bad: "Niet opgeslagen: de server begrijpt dit niet. Red het als bestand en vraag uw beheerder om hulp.",
};

export const slotOf = (one) => `${one.visit}/${one.kind}/${one.key}`;
const inOneTabAtATime = (work) => (navigator.locks ? navigator.locks.request("kompas-verzenden", work) : work());

export class Queue extends EventTarget {
  constructor(store, person) {
    super();
    Object.assign(this, { store, person, items: [], trouble: "", most: MOST, skipped: new Set(), wait: FIRST_RETRY });
    this.known = () => ({}); // what the page shows of a visit: goes along with every batch
    this.tabs = "BroadcastChannel" in window ? new BroadcastChannel("kompas-wachtrij") : null;
    this.tabs?.addEventListener("message", () => this.refresh(false).then(() => this.dispatchEvent(new Event("elsewhere"))));
    for (const moment of ["online", "focus", "pageshow"]) window.addEventListener(moment, () => this.send());
    document.addEventListener("visibilitychange", () => document.hidden || this.send());
  }

  // Read the queue again and tell the page, and the other tabs when this one changed it.
  async refresh(tell = true) {
    this.items = await this.store.list(this.person);
    this.dispatchEvent(new Event("change"));
    if (tell) this.tabs?.postMessage("changed");
  }

  // Keep a change. An earlier one of the same question makes room, unless it was sent: then only its reply can tell.
  async add({ visit, kind, key = "", base = "", fields }) {
    const change = { person: this.person, visit, kind, key, base: String(base), fields, state: "waiting", tried: false, keep_until: this.keepUntil };
    change.at = new Date().toISOString();
    await this.store.change(this.person, (all) => {
      const last = all.filter((one) => slotOf(one) === slotOf(change)).at(-1);
      const id = crypto.randomUUID();
      if (!last || last.tried) return { put: [{ ...change, id }] };
      const state = last.state === "conflict" ? "conflict" : "waiting";
      return { put: [Object.assign(last, { id, fields, state, at: change.at, notices: null, neutral: null })] };
    });
    await this.refresh();
  }

  // Start the checklist of a visit, once; before anything else that goes into it.
  async start(visit, fields) {
    if (!this.items.some((one) => one.visit === visit && one.kind === "start")) await this.add({ visit, kind: "start", fields });
  }

  // Change or drop the changes that `pick` chooses; `alter` returns false to drop one.
  async alter(pick, alter) {
    await this.store.change(this.person, (all) => {
      const chosen = all.filter(pick).map((one) => [one, alter(one)]);
      return { put: chosen.filter(([, keep]) => keep !== false).map(([one]) => one), remove: chosen.filter(([, keep]) => keep === false).map(([one]) => one) };
    });
    await this.refresh();
  }

  // Undo letting go: the change comes back as it was, under its own number, so that it is never stored twice.
  async bringBack({ seq, ...change }) {
    await this.store.change(this.person, () => ({ put: [change] }));
    await this.refresh();
  }

  // After a conflict: send mine over theirs, now that it was seen, or let mine go.
  async resolve(slot, mine) {
    await this.alter(
      (one) => slotOf(one) === slot && one.state === "conflict",
      (one) => mine && Object.assign(one, { state: "waiting", id: crypto.randomUUID(), base: String(one.theirs.revision ?? one.theirs.mark), theirs: null }),
    );
    this.send();
  }

  sendSoon(delay) {
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.send(), delay);
  }

  send() {
    this.again = true;
    this.sending ??= this.sendAll().finally(() => (this.sending = null));
    return this.sending;
  }

  async sendAll() {
    while (this.again) {
      Object.assign(this, { again: false, failures: 0 });
      await inOneTabAtATime(async () => {
        while (await this.sendOne());
      });
    }
    clearTimeout(this.retry);
    if (!this.trouble) return void (this.wait = FIRST_RETRY);
    this.retry = setTimeout(() => this.send(), this.wait * (0.75 + Math.random() / 2));
    this.wait = Math.min(this.wait * 2, LAST_RETRY);
  }

  // Send one batch; return whether to go on.
  async sendOne() {
    let batch = [];
    // From here on the server may have these, whatever comes back: they keep their number until there is a reply.
    await this.store.change(this.person, (all) => {
      batch = this.pick(all);
      return { put: batch.map((one) => Object.assign(one, { tried: true })) };
    });
    if (!batch.length) {
      this.setTrouble(this.skipped.size ? "server" : "");
      this.skipped.clear(); // everything had its turn: next time all over
      return false;
    }
    const result = await post(this.person, batch[0].visit, batch, this.known(batch[0].visit));
    return this.settle(batch, result);
  }

  // The next batch: of one visit, from every question the first change, because a later one builds on its reply.
  pick(all) {
    const slots = new Set(), batch = [];
    let visit, size = 0;
    for (const one of all) {
      if (slots.has(slotOf(one))) continue;
      slots.add(slotOf(one));
      // Concluding comes last: when nothing else of the visit waits, for the server or for a choice.
      if (one.kind === "conclude" && all.some((other) => other !== one && other.visit === one.visit)) continue;
      if (one.state !== "waiting" || this.skipped.has(one.id) || (visit ??= one.visit) !== one.visit) continue;
      size += JSON.stringify(one.fields).length;
      if (batch.length && (batch.length >= this.most || size > MOST_SIZE)) break;
      batch.push(one);
    }
    return batch;
  }

  async settle(batch, { outcome, reply, sentence }) {
    if (outcome === "ok") return this.accept(batch, reply);
    if (["offline", "signed-out", "other", "reload"].includes(outcome)) {
      this.setTrouble(outcome);
      return false;
    }
    if (batch.length > 1) this.most = outcome === "too-large" ? Math.ceil(batch.length / 2) : 1;
    else if (outcome !== "broken") await this.refuse(batch[0], sentence ?? REFUSED[outcome]);
    else {
      this.skipped.add(batch[0].id); // perhaps only this one cannot be stored: the others go on without it
      this.setTrouble("server");
      return ++this.failures < MOST_FAILURES;
    }
    return true;
  }

  refuse(change, sentence) {
    return this.alter((one) => one.id === change.id, (one) => Object.assign(one, { state: "refused", tried: false, sentence }));
  }

  async accept(batch, reply) {
    const replies = new Map(reply.changes.map((one) => [one.id, one]));
    const { visit } = batch[0], saved = [];
    await this.store.change(this.person, (all) => {
      const put = [], remove = [];
      saved.length = 0;
      for (const one of all.filter(({ id }) => replies.has(id))) {
        const said = replies.get(one.id);
        const later = all.filter((other) => slotOf(other) === slotOf(one) && other !== one);
        if (said.status === "saved") {
          saved.push({ ...one, said });
          remove.push(one);
          for (const other of later) put.push(Object.assign(other, { base: String(said.revision ?? said.mark ?? "") }));
        } else if (said.status === "conflict") {
          const mine = later.at(-1) ?? one; // what was chosen after it is what this person means
          if (mine !== one) remove.push(one);
          put.push(Object.assign(mine, { state: "conflict", tried: false, theirs: said.theirs }));
        } else if (said.status === "refused") {
          put.push(Object.assign(one, { state: "refused", tried: false, reason: said.reason, errors: said.errors, notices: said.notices, sentence: said.sentence }));
        } else put.push(Object.assign(one, { tried: false }));
      }
      return { put, remove, mirror: this.reflect(visit, saved, reply, all.filter((one) => !remove.includes(one))) };
    });
    for (const one of batch) if (!["saved", "conflict", "refused"].includes(replies.get(one.id)?.status)) this.skipped.add(one.id);
    Object.assign(this, { most: Math.min(MOST, this.most * 2), failures: 0 });
    this.setTrouble("");
    if (saved.some((one) => one.kind === "conclude")) await this.store.keepVisit(this.person, visit, { is_open: false });
    this.dispatchEvent(Object.assign(new Event("settled"), { saved, reply, visit }));
    await this.refresh();
    return true;
  }

  // What the server has now, for a page that was kept from before: answers accepted here, and newer ones of others.
  reflect(visit, saved, reply, left) {
    const busy = new Set(left.map(slotOf));
    const stored = saved.filter((one) => one.kind === "answer" || one.kind === "note").map(({ kind, key, fields, neutral, at, said }) => ({ kind, key, fields: neutral ? { ...fields, note: neutral } : fields, at, base: said.revision ?? said.mark }));
    const newer = Object.entries(reply.newer ?? {}).map(([key, theirs]) => ["answer", key, theirs]);
    if (reply.newer_note) newer.push(["note", "", reply.newer_note]);
    for (const [kind, key, theirs] of newer) stored.push({ kind, key, fields: theirs, at: theirs.at, by: theirs.by_id === this.person ? "" : theirs.by, base: theirs.revision ?? theirs.mark });
    const whole = stored.map((one) => ({ ...one, person: this.person, visit, slot: slotOf({ visit, ...one }), stamp: reply.now }));
    // Saved and changed again by someone else since: the last one in the list is the newest, and holds.
    return whole.filter((one) => !busy.has(one.slot));
  }

  setTrouble(trouble) {
    if (this.trouble === trouble) return;
    this.trouble = trouble;
    this.dispatchEvent(new Event("change"));
  }
}

// One batch to the server and back: packed, with a fresh token, and never under another name.
const PROTOCOL = 2;
const PATIENCE = 30_000; // milliseconds for one batch
const PACK_FROM = 1000; // characters: less is not worth packing

const cookie = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
let token = null; // from the server, when the page and its cookie do not know the right one

async function pack(text) {
  if (text.length < PACK_FROM || !("CompressionStream" in window)) return [text, {}];
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return [await new Response(packed).blob(), { "Content-Encoding": "gzip" }];
}

async function ask(url, options = {}) {
  return fetch(url, { redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(PATIENCE), ...options });
}

// Who is signed in here, with a fresh token; null when nobody is or nothing answers.
async function whoIsIn() {
  const response = await ask("/apparaat/wie/").catch(() => null);
  if (!response?.ok) return null;
  const reply = await response.json().catch(() => null);
  token = reply?.token ?? token;
  return reply;
}

// Return {outcome, reply}; outcome: ok, offline, signed-out, other, forbidden, gone, too-large, reload, bad or broken.
async function post(person, visit, changes, known) {
  const wire = changes.map(({ id, kind, key, base, fields }) => ({ id, kind, key, base, fields }));
  const [body, encoding] = await pack(JSON.stringify({ protocol: PROTOCOL, person, ...known, changes: wire }));
  const send = () => {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token ?? cookie() ?? "", ...encoding };
    return ask(`/bezoeken/${visit}/sync/`, { method: "POST", body, headers });
  };
  let response;
  try {
    response = await send();
    if (response.status === 403 && !isJson(response) && (await whoIsIn())) response = await send();
  } catch {
    return { outcome: "offline" };
  }
  return judge(response, person);
}

const isJson = (response) => (response.headers.get("Content-Type") ?? "").startsWith("application/json");

async function judge(response, person) {
  if (response.type === "opaqueredirect") return { outcome: "signed-out" };
  if ([502, 503, 504].includes(response.status)) return { outcome: "offline" };
  const reply = isJson(response) ? await response.json().catch(() => null) : null;
  if (response.ok) return reply?.person === person ? { outcome: "ok", reply } : { outcome: "offline" };
  if (reply?.reason === "other_person") return { outcome: "other" };
  if (reply?.reason === "protocol") return { outcome: "reload" };
  // A 400 in other words than our door's is about how it came over (half, for one): the change itself may be fine.
  const outcome = { 403: "forbidden", 404: "gone", 413: "too-large", 400: reply && "bad" }[response.status] ?? "broken";
  return { outcome, sentence: reply?.sentence };
}
