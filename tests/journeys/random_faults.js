// Runs the real queue of the device through a network and tabs that fail by chance; returns what was typed, per visit and question.
async ([seed, person, sequences, room]) => {
  const { Queue, slotOf } = await import(`${room}/wachtrij.js`);
  const { Store } = await import(`${room}/opslag.js`);
  // A killed tab lets go of its lock; here "killed" tabs live on in the same page, so none is taken.
  Object.defineProperty(navigator, "locks", { value: undefined });

  let state = seed;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const choose = (list) => list[Math.floor(random() * list.length)];

  // The network.
  const real = window.fetch.bind(window);
  const counts = {};
  let faults = 0;
  let late = []; // requests that hang somewhere and may arrive after newer ones
  const answer = (status, body = "stuk") => new Response(body, { status, headers: { "Content-Type": "text/html" } });
  const FAULTS = {
    lost: () => Promise.reject(new TypeError("network")),
    unanswered: (deliver) => deliver().then(() => Promise.reject(new TypeError("timeout"))),
    twice: (deliver) => deliver().then(deliver),
    error: () => answer(500),
    gateway: () => answer(502),
    "error after storing": (deliver) => deliver().then(() => answer(500)),
    hotel: () => answer(200, "<h1>Welkom</h1>"),
    late: (deliver) => {
      late.push(deliver);
      return Promise.reject(new TypeError("timeout"));
    },
  };
  window.fetch = (url, options) => {
    const deliver = () => real(url, { ...options, signal: undefined });
    if (!String(url).includes("/sync/") || random() >= faults) return deliver();
    const fault = choose(Object.keys(FAULTS));
    counts[fault] = (counts[fault] ?? 0) + 1;
    return Promise.resolve(FAULTS[fault](deliver));
  };

  let number = 0;
  const typed = {};
  for (const { visit, keys } of sequences) {
    const history = (typed[visit] ??= {});
    let queue, known;
    const open = async () => {
      queue = new Queue(new Store(), person);
      known = Object.fromEntries((await queue.store.mirrorOf(person, visit)).map((one) => [one.key, one.base]));
      queue.addEventListener("settled", ({ saved }) => saved.forEach(({ key, said }) => (known[key] = said.revision)));
      await queue.refresh(false);
    };
    const fields = () => ({ answer: String(Math.floor(random() * 5)), said_by: "employer", note: `#${++number}` });
    const type = async (key) => {
      const one = fields();
      (history[key] ??= []).push({ ...one, mine: true });
      await queue.add({ visit, kind: "answer", key, base: known[key] ?? 0, fields: one });
    };
    const ask = (changes, more) => real(`/bezoeken/${visit}/sync/`, { method: "POST", headers: { "Content-Type": "application/json", "X-CSRFToken": document.cookie.match(/csrftoken=([^;]+)/)[1] }, body: JSON.stringify({ protocol: 2, person, changes, ...more }) }).then((reply) => reply.json());
    const EVENTS = {
      tap: () => type(choose(keys)),
      tap_again: () => type(choose(keys)),
      send: () => queue.send(),
      send_without_waiting: () => void queue.send(),
      kill: async () => {
        const never = () => new Promise(() => {});
        queue.store = { change: never, list: never, mirrorOf: never, memory: new Map() };
        await open();
      },
      arrive: () => late.pop()?.(),
      other_device: async () => {
        const key = choose(keys);
        const base = (await ask([], { known: {} })).newer[key]?.revision ?? 0;
        const one = fields();
        (history[key] ??= []).push(one);
        await ask([{ id: crypto.randomUUID(), kind: "answer", key, base, fields: one }]);
      },
    };
    await open();
    faults = 0.5;
    for (let step = 0; step < 6; step++) await EVENTS[choose(Object.keys(EVENTS))]();
    await type(keys[0]); // the last word, which has to stand in the end
    faults = 0;
    await EVENTS.kill();
    for (let round = 0; round < 20 && (await queue.store.list(person)).length; round++) {
      await queue.send();
      for (const one of queue.items.filter((one) => one.state === "conflict")) await queue.resolve(slotOf(one), true);
    }
    for (const deliver of late.splice(0)) await deliver(); // even now the old ones change nothing
    if ((await queue.store.list(person)).length) throw new Error(`seed ${seed}: the queue is not empty`);
  }
  return { typed, counts };
};
