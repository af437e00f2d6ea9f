// Making elements without a word of HTML, so that nothing anyone typed is ever read as markup.
export function make(name, { text, children = [], on = {}, ...attributes } = {}) {
  const element = document.createElement(name);
  if (text !== undefined) element.textContent = text;
  for (const [key, value] of Object.entries(attributes)) if (value !== null && value !== false) element.setAttribute(key, value === true ? "" : value);
  for (const [type, listener] of Object.entries(on)) element.addEventListener(type, listener);
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export const button = (text, listener, kind = "") => make("button", { type: "button", class: `knop ${kind}`.trim(), text, on: { click: listener } });

// What a page brings along: its own script puts itself here, and start.js, which runs after it, takes it up.
export const parts = {};

export const paragraph = (...children) => make("p", { children });

export function clock(iso) {
  const moment = new Date(iso);
  const time = moment.toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit" });
  if (moment.toDateString() === new Date().toDateString()) return time;
  return `${time} op ${moment.toLocaleDateString("nl-NL", { day: "numeric", month: "long" })}`;
}
