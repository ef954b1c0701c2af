// The modal of the app: drawn when it changes, filled-in fields stay, the focus goes where it helps.

import { byId, fill } from "./dom.js";
import { showTimes } from "./times.js";
import { putBack, showLocalPickers, valuesIn } from "./values.js";

const FIELDS = "input, select, textarea";
let before = null;
let waiting = false;

export function startModal({ onSubmit, onClose }) {
  const dialog = byId("modal");
  const form = byId("modal-form");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!waiting) await busy(() => onSubmit(form.dataset.view, valuesIn(form)));
  });
  form.addEventListener("click", (event) => {
    if (event.target.closest("[data-close]")) onClose(form.dataset.view);
  });
  dialog.addEventListener("cancel", (event) => { // Esc
    event.preventDefault();
    onClose(form.dataset.view);
  });
}

export function drawModal(state) {
  const dialog = byId("modal");
  const form = byId("modal-form");
  if (!state) {
    if (dialog.open) dialog.close();
    if (form.dataset.view) before?.focus?.();
    form.dataset.view = "";
    return;
  }
  const isOther = form.dataset.view !== state.id;
  if (!dialog.open) before = document.activeElement;
  redraw(form, state, isOther);
  showMistakes(form, state);
  if (!dialog.open) dialog.showModal();
  if (isOther) focusFirst(form);
}

function redraw(form, state, isOther) {
  const values = isOther ? {} : valuesIn(form);
  const focused = document.activeElement?.dataset?.action;
  if (!fill(form, state.html) && !isOther) return;
  form.dataset.view = state.id;
  showLocalPickers(form);
  putBack(form, values);
  showTimes(form);
  if (focused && !isOther) form.querySelector(`[data-action="${CSS.escape(focused)}"]`)?.focus();
}

function showMistakes(form, state) {
  let first = null;
  for (const line of form.querySelectorAll("[data-mistake]")) {
    const said = state.errors[line.dataset.mistake] ?? "";
    const field = line.parentElement.querySelector(FIELDS);
    if (said && line.textContent !== said) first ??= field;
    line.textContent = said;
    field?.toggleAttribute("aria-invalid", Boolean(said));
  }
  const mark = form.querySelector("[data-view-mark]");
  if (mark) mark.textContent = state.mark;
  first?.focus();
}

function focusFirst(form) {
  const wanted = form.querySelector("[data-focus]") ?? form.querySelector(`.modal-body :is(${FIELDS})`)
    ?? form.querySelector("[type=submit]") ?? form.querySelector("[data-close]");
  wanted?.focus();
}

async function busy(work) {
  const form = byId("modal-form");
  waiting = true;
  form.setAttribute("aria-busy", "true");
  try {
    await work();
  } finally {
    waiting = false;
    form.removeAttribute("aria-busy");
  }
}
