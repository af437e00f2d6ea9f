// Long work says so: what is being made stands beside the button, a second press does nothing, and the button comes back.
const slotOf = (one) => document.getElementById(one.dataset.wacht);
function show(one, words, isBusy) {
  const [sentence, bar] = slotOf(one).children;
  sentence.textContent = words;
  bar.hidden = !isBusy;
  one.ariaBusy = one.ariaDisabled = isBusy || null;
}
function begin(event, one) {
  if (one.ariaBusy) event.preventDefault();
  else show(one, slotOf(one).dataset.bezig, true);
}

// Fetched, so that it is known when the file is there; as a plain link it would be asked for again at every press.
document.addEventListener("click", async (event) => {
  const one = event.target.closest("a[data-wacht]");
  if (!one || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const isAgain = one.ariaBusy;
  begin(event, one);
  event.preventDefault();
  if (isAgain) return;
  const { klaar, laat } = slotOf(one).dataset;
  try {
    const answer = await fetch(one.href, { signal: AbortSignal.timeout(60000) });
    // Without a name it is no file but a page: the one to sign in, or the one that says it failed.
    const download = /filename="(.+?)"/.exec(answer.headers.get("Content-Disposition"))[1];
    Object.assign(document.createElement("a"), { href: URL.createObjectURL(await answer.blob()), download }).click();
    show(one, `${klaar} ${download}`);
  } catch {
    show(one, laat);
  }
});
document.addEventListener("submit", (event) => event.submitter?.dataset.wacht && !event.defaultPrevented && begin(event, event.submitter));
addEventListener("pageshow", () => document.querySelectorAll("[data-wacht][aria-busy]").forEach((one) => show(one, "")));
