// The line to type into, with completion of slash commands and the history of what was sent.

import { completions } from "./completion.js";
import { make } from "./dom.js";

let made = 0;

export class Composer {
  constructor(form, { placeholder, onSend, onEscape = () => {} }) {
    const id = `options-${(made += 1)}`;
    this.onSend = onSend;
    this.onEscape = onEscape;
    this.commands = [];
    this.history = [];
    this.found = { entries: [], hint: null };
    this.active = -1;
    this.field = make("textarea", {
      rows: 1, id: form.id === "composer-form" ? "composer" : null, role: "combobox",
      "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id, "aria-label": placeholder,
      placeholder, autocomplete: "off", spellcheck: "false",
    });
    this.list = make("div", { id, role: "listbox", class: "options", "aria-label": "Commands", hidden: true });
    this.button = make("button", { type: "submit", class: "button primary send", "aria-label": "Send" }, "➤");
    form.replaceChildren(this.list, this.field, this.button);
    form.addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
    this.field.addEventListener("input", () => this.typed());
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.field.addEventListener("blur", () => this.hide());
    this.field.addEventListener("focus", () => this.typed());
    this.list.addEventListener("mousedown", (event) => this.picked(event));
  }

  label(short, full) {
    this.field.placeholder = short;
    this.field.setAttribute("aria-label", full);
  }

  put(text) {
    this.field.value = text;
    this.field.focus();
    this.typed();
  }

  send() {
    const text = this.field.value.trim();
    if (!text) return;
    this.history.push(text);
    this.past = null;
    this.field.value = "";
    this.typed();
    this.onSend(text);
  }

  typed() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, 160)}px`;
    this.found = completions(this.commands, this.field.value);
    this.active = this.found.chosen ?? 0;
    this.draw();
  }

  hide() {
    this.found = { entries: [], hint: null };
    this.draw();
  }

  key(event) {
    const handle = this.found.entries.length ? this.keyInList(event) : this.keyAlone(event);
    if (handle) event.preventDefault();
    else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.send();
    }
  }

  keyInList(event) {
    const count = this.found.entries.length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      this.active = (Math.max(this.active, step > 0 ? -1 : 0) + step + count) % count;
      this.draw();
      return true;
    }
    if (event.key === "Escape") return this.hide(), true;
    if (event.key === "Tab" && !event.shiftKey) return this.take(Math.max(this.active, 0)), true;
    const entry = this.found.entries[this.active];
    if (event.key === "Enter" && entry && entry.text.trim() !== this.field.value.trim()) {
      return this.take(this.active), true;
    }
    return false;
  }

  keyAlone(event) {
    if (event.key === "Escape") return this.onEscape(), true;
    if (event.key === "ArrowUp" && (!this.field.value || this.past !== null && this.past !== undefined)) {
      this.past = Math.max((this.past ?? this.history.length) - 1, 0);
      if (this.history.length) this.field.value = this.history[this.past];
      return true;
    }
    return false;
  }

  take(index) {
    this.put(this.found.entries[index].text);
  }

  picked(event) {
    event.preventDefault(); // the field keeps the focus
    const row = event.target.closest("[role=option]");
    if (row) this.take(Number(row.dataset.index));
  }

  draw() {
    const { entries, hint } = this.found;
    const rows = entries.map((entry, index) => make(
      "div",
      { role: "option", id: `${this.list.id}-${index}`, "data-index": index, "aria-selected": String(index === this.active) },
      ...words(entry),
    ));
    if (hint) rows.unshift(make("div", { class: "usage", role: "presentation" }, ...words(hint)));
    this.list.replaceChildren(...rows);
    this.list.hidden = !rows.length || document.activeElement !== this.field;
    this.field.setAttribute("aria-expanded", String(!this.list.hidden));
    const active = rows.find((row) => row.getAttribute("aria-selected") === "true");
    if (active) this.field.setAttribute("aria-activedescendant", active.id);
    else this.field.removeAttribute("aria-activedescendant");
    active?.scrollIntoView({ block: "nearest" });
  }
}

function words(entry) {
  return [make("b", {}, entry.label), " ", make("code", {}, entry.usage), make("span", {}, entry.help)];
}
