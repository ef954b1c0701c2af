// Buttons, menus and links inside messages and modals.

import { confirmed } from "./confirm.js";
import { valueOf, valuesIn } from "./values.js";

export function startPresses({ onPress, onThread, onChannel }) {
  document.addEventListener("click", (event) => {
    const target = event.target.closest("button, a");
    if (!target) return;
    if (target.dataset.thread) onThread(target.dataset.thread);
    else if (target.dataset.openChannel) onChannel(target.dataset.openChannel);
    else if ("press" in target.dataset) press(target, target.value, onPress, event);
  });
  document.addEventListener("change", (event) => {
    const field = event.target.closest("fieldset[data-action]") ?? event.target;
    if ("press" in field.dataset) press(field, valueOf(field), onPress);
  });
}

async function press(element, raw, onPress, event) {
  if (element.getAttribute("aria-busy")) return;
  if (element.dataset.confirm) {
    event?.preventDefault();
    if (!(await confirmed(JSON.parse(element.dataset.confirm)))) return;
    if (element.href) open(element.href, "_blank", "noopener");
  }
  element.closest("details.overflow")?.removeAttribute("open");
  element.setAttribute("aria-busy", "true");
  try {
    await onPress(where(element), {
      block_id: element.dataset.block, action_id: element.dataset.action, raw,
    });
  } finally {
    element.removeAttribute("aria-busy");
  }
}

// The message, modal or Home that an element stands in, and what its fields say.
function where(element) {
  const form = element.closest("#modal-form");
  if (form) return { view_id: form.dataset.view, raws: valuesIn(form) };
  const home = element.closest("#home");
  if (home) return { view_id: home.dataset.view, raws: valuesIn(home) };
  const row = element.closest("[data-ts]");
  return { ts: row.dataset.ts, raws: valuesIn(row) };
}
