// What this device keeps: an IndexedDB behind a few plain functions. When it cannot be written, memory takes over and says so.
import "../../vendor/idb/umd.js"; // as a plain script it puts itself on the window

const { openDB } = globalThis.idb;
const NAME = "werkgeverskompas";
const VERSION = 2;
const SURE = { durability: "strict" }; // on the disk, not in a buffer, before "op dit apparaat" is said

// changes: what the server has not accepted. mirror: what it accepted after the page that is kept was made.
// visits: which visits go along, and how they stand.
function upgrade(db, from) {
  if (from < 1) db.createObjectStore("changes", { keyPath: "seq", autoIncrement: true }).createIndex("person", "person");
  if (from < 2) {
    db.createObjectStore("mirror", { keyPath: ["person", "slot"] }).createIndex("visit", ["person", "visit"]);
    db.createObjectStore("visits", { keyPath: ["person", "visit"] }).createIndex("person", "person");
  }
}

export class Store {
  constructor() {
    this.memory = new Map(); // seq -> change that the disk would not take: gone with the page, so the page warns
    this.failure = null;
    const blocking = (_old, _new, event) => event.target.close(); // a newer page in another tab comes first
    const terminated = () => (this.db = Promise.resolve(null));
    const open = async () => openDB(NAME, VERSION, { upgrade, blocking, terminated }); // may also throw at once
    this.db = open().catch((error) => this.fail(error));
  }

  fail(error) {
    this.failure = error;
    return null;
  }

  async list(person) {
    const kept = await this.read((db) => db.getAllFromIndex("changes", "person", person), []);
    return this.withMemory(kept, person);
  }

  withMemory(kept, person) {
    const held = [...this.memory.values()].filter((one) => one.person === person);
    return [...kept.filter((one) => !this.memory.has(one.seq)), ...held];
  }

  // Let `work` look at all changes of a person and return {put, remove, mirror}; what it puts without a seq is new. All or nothing.
  async change(person, work) {
    try {
      const db = await this.db;
      if (!db) throw this.failure ?? new Error("closed");
      const tx = db.transaction(["changes", "mirror"], "readwrite", SURE);
      const changes = tx.objectStore("changes");
      const { put = [], remove = [], mirror = [] } = work(this.withMemory(await changes.index("person").getAll(person), person));
      const asked = [];
      for (const one of put) if (!this.memory.has(one.seq)) asked.push(changes.put(one));
      for (const one of remove) if (typeof one.seq === "number") asked.push(changes.delete(one.seq));
      for (const one of mirror) asked.push(tx.objectStore("mirror").put(one));
      await Promise.all([...asked, tx.done]);
      for (const one of remove) this.memory.delete(one.seq);
    } catch (error) {
      this.fail(error);
      const { put = [], remove = [] } = work(await this.list(person));
      for (const one of put) this.memory.set((one.seq ??= `m${crypto.randomUUID()}`), one);
      for (const one of remove) this.memory.delete(one.seq);
    }
  }

  async read(work, otherwise) {
    const db = await this.db;
    return db ? Promise.resolve(work(db)).catch(() => otherwise) : otherwise;
  }

  mirrorOf(person, visit) {
    return this.read((db) => db.getAllFromIndex("mirror", "visit", [person, visit]), []);
  }

  visits(person) {
    return this.read((db) => db.getAllFromIndex("visits", "person", person), []);
  }

  // Keep what is known of a visit; `facts` are laid over what is there.
  async keepVisit(person, visit, facts) {
    await this.read(async (db) => {
      const tx = db.transaction("visits", "readwrite");
      await tx.store.put({ ...(await tx.store.get([person, visit])), person, visit, ...facts });
      return tx.done;
    });
  }

  everyChange() {
    return this.read((db) => db.getAll("changes"), []);
  }

  // Let changes of anyone go: only for those whose term is over.
  async forgetChanges(gone) {
    await this.read(async (db) => {
      const tx = db.transaction("changes", "readwrite");
      await Promise.all([...gone.map((one) => tx.store.delete(one.seq)), tx.done]);
    });
  }

  // Forget visits that went along, with what was accepted of them; what was not accepted stays, always.
  forget(person, isGone) {
    return this.forgetWhere((one) => one.person === person && isGone(one));
  }

  async forgetWhere(isGone) {
    await this.read(async (db) => {
      const tx = db.transaction(["visits", "mirror"], "readwrite");
      for (const store of [tx.objectStore("visits"), tx.objectStore("mirror")]) {
        for (let cursor = await store.openCursor(); cursor; cursor = await cursor.continue()) {
          if (isGone(cursor.value)) await cursor.delete();
        }
      }
      return tx.done;
    });
  }
}
