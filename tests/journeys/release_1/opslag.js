// What this device keeps: an IndexedDB behind a few plain functions. When it cannot be written, memory takes over and says so.
import "../../vendor/idb/umd.js";

const { openDB } = globalThis.idb;

const NAME = "werkgeverskompas";
const VERSION = 1;
const SURE = { durability: "strict" }; // on the disk, not in a buffer, before "op dit apparaat" is said

export class Store {
  constructor() {
    this.memory = new Map(); // seq -> change that the disk would not take: gone with the page, so the page warns
    this.db = openDB(NAME, VERSION, {
      upgrade(db) {
        db.createObjectStore("changes", { keyPath: "seq", autoIncrement: true }).createIndex("person", "person");
      },
      blocking: (_old, _new, event) => event.target.close(), // a newer page in another tab comes first
    }).catch(() => null);
  }

  async list(person) {
    const db = await this.db;
    const kept = db ? await db.getAllFromIndex("changes", "person", person).catch(() => []) : [];
    return this.withMemory(kept, person);
  }

  withMemory(kept, person) {
    const held = [...this.memory.values()].filter((one) => one.person === person);
    return [...kept.filter((one) => !this.memory.has(one.seq)), ...held];
  }

  // Let `work` look at all changes of a person and return {put, remove}; what it puts without a seq is new. All or nothing.
  async change(person, work) {
    try {
      const db = await this.db;
      if (!db) throw new Error("no storage");
      const tx = db.transaction("changes", "readwrite", SURE);
      const plan = work(this.withMemory(await tx.store.index("person").getAll(person), person));
      for (const one of plan.put ?? []) if (!this.memory.has(one.seq)) tx.store.put(one);
      for (const one of plan.remove ?? []) if (typeof one.seq === "number") tx.store.delete(one.seq);
      await tx.done;
      for (const one of plan.remove ?? []) this.memory.delete(one.seq);
    } catch {
      const plan = work(await this.list(person));
      for (const one of plan.put ?? []) this.memory.set((one.seq ??= `m${crypto.randomUUID()}`), one);
      for (const one of plan.remove ?? []) this.memory.delete(one.seq);
    }
  }
}
