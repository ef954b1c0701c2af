// What is open, and as whom: kept over a reload.

import { recall, remember } from "./prefs.js";

const permalink = location.pathname.match(/^\/archives\/(\w+)\/p(\d+)(\d{6})$/);

export const open = {
  me: recall("me"),
  place: permalink?.[1] ?? recall("place"), // a channel id, or "home"
  thread: recall("thread"),
  panel: recall("panel", "steps"), // "thread", "steps" or "none"
};

// The message that the address names, once.
export function takePermalink() {
  const ts = open.jumped || !permalink ? null : `${permalink[2]}.${permalink[3]}`;
  open.jumped = true;
  return ts;
}

export function note(changes) {
  Object.assign(open, changes);
  for (const name of Object.keys(changes)) remember(name, open[name]);
}
