// The what-if panel: sliders and number fields say the same, a field that is wrong says so to a screen reader, and a
// calculation that did not come through is said aloud.
const comma = (number) => String(number).replace(".", ",");
const read = (text) => Number(text.trim().replace(/\.(?=\d{3}(\D|$))/g, "").replace(",", "."));
const field = (slider) => document.getElementById(slider.dataset.slider);

function showOnSlider(input) {
  const slider = document.querySelector(`[data-slider="${input.id}"]`);
  const number = read(input.value);
  if (slider && input.value.trim() && Number.isFinite(number)) slider.value = number;
}
function showErrors() {
  document.querySelectorAll("[data-work-out] .rekenveld").forEach((part) => {
    const isWrong = part.querySelector(".rekenveld__fout")?.childElementCount > 0;
    part.querySelector("select, input:not([type=range])")?.toggleAttribute("aria-invalid", isWrong);
    if (isWrong) part.querySelector("[aria-invalid]").setAttribute("aria-invalid", "true");
  });
}
function prepare() {
  document.querySelectorAll("[data-slider]").forEach((slider) => showOnSlider(field(slider)));
  showErrors();
}

// Before htmx hears it, so that what is sent is what the slider says.
document.addEventListener(
  "input",
  (event) => {
    if (event.target.matches("[data-slider]")) field(event.target).value = comma(event.target.value);
    else if (event.target.closest("[data-work-out]")) showOnSlider(event.target);
  },
  { capture: true },
);
document.addEventListener("htmx:afterSettle", prepare);
prepare();

const complaint = document.getElementById("rekenmelding");
const inPanel = (event) => event.detail.elt.closest("#paneel");
const say = (event, words) => {
  if (inPanel(event)) complaint.textContent = words;
};
document.addEventListener("htmx:beforeRequest", (event) => say(event, ""));
document.addEventListener("htmx:sendError", (event) => say(event, complaint.dataset.offlineText));
document.addEventListener("htmx:timeout", (event) => say(event, complaint.dataset.offlineText));
// What could not be worked out is worked out by itself when there is a network again.
window.addEventListener("online", () => complaint.textContent && htmx.trigger(document.querySelector("[data-work-out]"), "submit"));
document.addEventListener("htmx:responseError", (event) => say(event, complaint.dataset.serverText));
