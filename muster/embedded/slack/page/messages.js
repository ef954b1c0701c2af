// Lists of messages: only what changed is drawn anew, and what a person holds there stays.

import { fill, keep, make } from "./dom.js";
import { dayOf, showTimes } from "./times.js";
import { putBack, valuesIn } from "./values.js";

export function drawMessages(list, messages, { days = true } = {}) {
  const rows = wantedRows(messages, days);
  const wanted = new Set(rows.map((row) => row.key));
  const there = new Map([...list.children].map((child) => [child.dataset.key, child]));
  for (const [key, child] of there) if (!wanted.has(key)) child.remove();
  let before = null;
  for (const row of rows) {
    const element = there.get(row.key) ?? make("div", { "data-key": row.key, class: row.kind });
    draw(element, row);
    const place = before ? before.nextSibling : list.firstChild;
    if (element !== place) list.insertBefore(element, place);
    before = element;
  }
}

function wantedRows(messages, days) {
  const rows = [];
  let day = null;
  for (const message of messages) {
    const today = dayOf(message.ts);
    if (days && today !== day) rows.push({ key: `day ${today}`, kind: "day", text: today });
    day = today;
    rows.push({ key: message.ts, kind: "row", html: message.html });
  }
  return rows;
}

function draw(element, row) {
  if (row.text !== undefined) {
    element.textContent = row.text;
    return;
  }
  if (element.shownHtml === row.html) return;
  const restore = keep(element);
  const values = valuesIn(element);
  element.dataset.ts = row.key;
  fill(element, row.html);
  putBack(element, values);
  showTimes(element);
  restore();
}
