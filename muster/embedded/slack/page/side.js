// Who you are, which channels there are.

import { byId, colourOf, initials, make } from "./dom.js";

export function drawPeople(state, onChoose) {
  const box = byId("people");
  const shown = JSON.stringify([state.people, state.me.id]);
  if (box.dataset.shown === shown) return;
  box.dataset.shown = shown;
  const buttons = state.people.map((person) => {
    const isMe = person.id === state.me.id;
    const button = make(
      "button",
      { type: "button", role: "radio", class: "person", "aria-checked": String(isMe), tabindex: isMe ? "0" : "-1" },
      make("span", { class: `avatar ${colourOf(person.id)}`, "aria-hidden": "true" }, initials(person.name)),
      make("span", { class: "who" }, make("b", {}, person.name), make("small", {}, person.title)),
    );
    button.addEventListener("click", () => onChoose(person.id));
    return button;
  });
  const had = box.contains(document.activeElement);
  box.replaceChildren(make("span", { class: "you-are" }, "You are:"), ...buttons);
  box.onkeydown = (event) => move(event, state, onChoose);
  if (had) box.querySelector("[aria-checked=true]").focus();
}

function move(event, state, onChoose) {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const at = state.people.findIndex((person) => person.id === state.me.id);
  onChoose(state.people[(at + step + state.people.length) % state.people.length].id);
}

export function drawSide(state, place, isUnread, onOpen) {
  const entry = (id, sign, name, unread) => {
    const isHere = id === place;
    const button = make(
      "button",
      { type: "button", class: unread ? "unread" : null, "aria-current": isHere ? "page" : null },
      make("span", { class: "sign", "aria-hidden": "true" }, sign), name,
      ...(unread ? [make("span", { class: "dot", role: "img", "aria-label": "unread" })] : []),
    );
    button.addEventListener("click", () => onOpen(id));
    return make("li", {}, button);
  };
  const listed = (direct) => state.channels.filter((one) => one.direct === direct)
    .map((one) => entry(one.id, direct ? "@" : "#", one.name, isUnread(one)));
  const side = byId("side");
  const had = side.contains(document.activeElement) && document.activeElement.textContent;
  side.replaceChildren(
    make("h2", {}, "Channels"), make("ul", {}, ...listed(false)),
    make("h2", {}, "Apps"), make("ul", {}, entry("home", "⌂", `${state.app.name} Home`, false), ...listed(true)),
  );
  if (had) [...side.querySelectorAll("button")].find((one) => one.textContent === had)?.focus();
}
