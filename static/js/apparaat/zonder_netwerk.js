// The page without a network: which visits this device has with it. It knows nobody, so it asks the cache whose they are.
import { make } from "./bouwen.js";
import { Store } from "./opslag.js";

const owner = await (await caches.open("kompas-paginas")).match("/eigenaar-van-deze-paginas").then((entry) => entry?.text());
const visits = owner ? (await new Store().visits(Number(owner))).filter((one) => one.title) : [];
const place = document.querySelector("[data-taken-along]");
if (visits.length) {
  const lines = visits.map((one) => make("li", { children: [make("a", { class: "raakvlak", href: `/bezoeken/${one.visit}/checklist/`, text: one.title })] }));
  place.append(make("h2", { text: "Deze bezoeken heeft u bij u" }), make("ul", { class: "lijst", children: lines }));
}
window.addEventListener("online", () => location.reload());
