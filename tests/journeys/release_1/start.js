// What every page of someone who is signed in does for the queue: send it, and say how it is.
import { FillPage } from "./invullen.js";
import { Store } from "./opslag.js";
import { showState } from "./stand.js";
import { Queue } from "./wachtrij.js";

const person = Number(document.body.dataset.user);
if (person && window.isSecureContext && "indexedDB" in window) {
  const queue = new Queue(new Store(), person);
  const visit = Number(document.querySelector("[data-visit]")?.dataset.visit);
  const page = document.querySelector("[data-fill]") && visit ? new FillPage(queue, visit) : null;
  showState(queue, () => page?.isStoring());
  queue.refresh(false).then(() => queue.send());
}
