// One batch to the server and back: packed, with a fresh token, and never under another name.
const PROTOCOL = 2;
const PATIENCE = 30000; // milliseconds
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
export async function whoIsIn() {
  const response = await ask("/apparaat/wie/").catch(() => null);
  if (!response?.ok) return null;
  const reply = await response.json().catch(() => null);
  token = reply?.token ?? token;
  return reply;
}

// Return {outcome, reply}; outcome: ok, offline, signed-out, other, forbidden, gone, too-large, reload, bad or broken.
export async function post(person, visit, changes, known) {
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
  const outcome = { 403: "forbidden", 404: "gone", 413: "too-large", 400: "bad" }[response.status] ?? "broken";
  return { outcome, sentence: reply?.sentence };
}
