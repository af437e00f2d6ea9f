// The state in words and colour, on every page: what is on this device only, and why.
const TROUBLE = {
  "signed-out": "u bent uitgelogd",
  other: "iemand anders is ingelogd",
  server: "de server heeft een storing",
  reload: "ververs de pagina",
};

export function showState(queue, isStoring) {
  const place = document.querySelector("[data-device-state]");
  function show() {
    const count = queue.items.length, choices = queue.items.filter((one) => one.state !== "waiting").length;
    const words = [choices ? `op dit apparaat (${count}), ${choices} om naar te kijken` : `op dit apparaat (${count})`, TROUBLE[queue.trouble]];
    place.textContent = count ? words.filter(Boolean).join(": ") : "opgeslagen";
    place.classList.toggle("stand--toestel", count > 0);
    place.hidden = false;
  }
  queue.addEventListener("change", show);
  // What is on the disk may wait; what is not there (yet) would be lost.
  window.addEventListener("beforeunload", (event) => {
    if (isStoring() || queue.store.memory.size) event.preventDefault();
  });
}
