// Small ways to make and keep elements.

export const byId = (id) => document.getElementById(id);

export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

// The HTML comes from this server, which escapes every text; see render/html.py there.
export function fill(element, html) {
  if (element.shownHtml === html) return false;
  element.shownHtml = html;
  element.innerHTML = html;
  return true;
}

export function initials(name) {
  return name.split(/\s+/).slice(0, 2).map((word) => word[0]).join("").toUpperCase();
}

export function colourOf(id) {
  return `colour-${[...id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 6}`;
}

// What a person has put in, chosen or opened inside an element, so that it outlives a redraw.
export function keep(element) {
  const fields = [...element.querySelectorAll("[data-action]")];
  const name = (field) => `${field.dataset.block} ${field.dataset.action} ${field.value ?? ""}`;
  const active = element.contains(document.activeElement) ? document.activeElement : null;
  const focused = active && (active.dataset.action ? name(active) : active.dataset.thread && "thread");
  const open = [...element.querySelectorAll("details")].map((one) => one.open);
  return () => {
    element.querySelectorAll("details").forEach((one, index) => {
      if (index in open) one.open = open[index];
    });
    if (!focused) return;
    const again = focused === "thread"
      ? element.querySelector("[data-thread]")
      : [...element.querySelectorAll("[data-action]")].find((field) => name(field) === focused);
    again?.focus({ preventScroll: true });
  };
}
