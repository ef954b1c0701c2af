// Beside the channel: a thread, or the steps of the tour.

import { byId, fill, make } from "./dom.js";
import { Composer } from "./composer.js";
import { drawMessages } from "./messages.js";

let composer = null;

export function drawPanel(state, panel, { onClose, onReply, onTry }) {
  const box = byId("panel");
  const isThread = panel === "thread" && state.thread;
  const isSteps = panel === "steps" && state.hints.length > 0;
  box.hidden = !isThread && !isSteps;
  document.body.classList.toggle("has-panel", !box.hidden);
  const key = isThread ? `thread ${state.thread.ts}` : isSteps ? "steps" : "";
  if (box.dataset.key !== key) {
    box.dataset.key = key;
    composer = null;
    if (isThread) composer = threadFrame(box, state, onClose, onReply);
    else if (isSteps) stepsFrame(box, onClose);
    else box.replaceChildren();
  }
  if (isThread) drawThread(box, state);
  if (isSteps) drawSteps(box, state, onTry);
}

export function openedThread() {
  composer?.field.focus();
}

function frame(title, onClose, ...children) {
  const close = make("button", { type: "button", class: "plain", "aria-label": `Close ${title}` }, "×");
  close.addEventListener("click", onClose);
  return [make("header", {}, make("h2", {}, title), close), ...children];
}

function threadFrame(box, state, onClose, onReply) {
  const form = make("form", { class: "composer" });
  const list = make("div", { class: "panel-body", role: "log", "aria-label": "Thread", tabindex: "0" });
  box.replaceChildren(...frame("Thread", onClose, list, form));
  return new Composer(form, { placeholder: "Reply in thread", onSend: onReply, onEscape: onClose });
}

function drawThread(box, state) {
  const list = box.querySelector(".panel-body");
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 60;
  drawMessages(list, state.thread.messages, { days: false });
  if (atEnd) list.scrollTop = list.scrollHeight;
}

function stepsFrame(box, onClose) {
  box.replaceChildren(...frame("Steps", onClose, make("ol", { class: "panel-body steps" })));
}

function drawSteps(box, state, onTry) {
  box.querySelector("h2").textContent = state.hints_title;
  const list = box.querySelector(".steps");
  const current = state.hints.findIndex((hint) => !hint.done);
  while (list.children.length > state.hints.length) list.lastChild.remove();
  state.hints.forEach((hint, index) => {
    const item = list.children[index] ?? list.appendChild(make("li"));
    const isChanged = fill(item, stepHtml(hint));
    item.className = hint.done ? "done" : index === current ? "current" : "";
    item.toggleAttribute("aria-current", index === current);
    if (isChanged && hint.command) addTry(item, hint, state, onTry);
  });
}

function stepHtml(hint) {
  const said = hint.done ? '<span class="hidden">done: </span>' : "";
  return `<div class="step">${said}${hint.html}</div>`;
}

function addTry(item, hint, state, onTry) {
  const who = state.people.find((person) => person.handle === hint.act_as);
  const words = who ? `Type it as ${who.name}` : "Type it for me";
  const button = make("button", { type: "button", class: "button small" }, words);
  button.addEventListener("click", () => onTry(hint.command, who?.id));
  item.append(button);
}
