// The middle of the page: head, messages or Home, and what has been read.

import { byId, fill, make } from "./dom.js";
import { drawMessages } from "./messages.js";
import { open, takePermalink } from "./open.js";
import { recall, remember } from "./prefs.js";
import { showTimes } from "./times.js";
import { putBack, showLocalPickers, valuesIn } from "./values.js";

const NEAR = 80; // pixels from the end that still count as the end
const scroll = byId("scroll");
let isAtEnd = true;

export function startChannel() {
  byId("newer").addEventListener("click", toEnd);
  scroll.addEventListener("scroll", () => markRead());
  new ResizeObserver(() => { // a taller composer does not hide the newest message
    if (isAtEnd && open.place !== "home") toEnd();
  }).observe(scroll);
}

export function drawChannel(state) {
  const isHome = open.place === "home";
  drawHead(state, isHome);
  const isOther = byId("messages").dataset.place !== `${open.me} ${open.place}`;
  const newest = byId("messages").lastElementChild?.dataset.key;
  const stays = isAtEnd || isOther;
  drawContent(state, isHome);
  if (isHome) scroll.scrollTop = isOther ? 0 : scroll.scrollTop;
  else if (jumped()) isAtEnd = false;
  else if (stays) toEnd();
  else if (newest !== byId("messages").lastElementChild?.dataset.key) byId("newer").hidden = false;
  markRead(state);
}

export function isUnread(channel) {
  return channel.id !== open.place && channel.latest > recall(`read ${open.me} ${channel.id}`);
}

function drawHead({ app, channel, hints }, isHome) {
  const name = isHome ? `${app.name} Home` : `${channel.direct ? "@" : "#"}${channel.name}`;
  byId("channel-name").textContent = channel.archived && !isHome ? `${name} (archived)` : name;
  fill(byId("topic"), isHome ? "" : channel.topic || `${channel.members} members`);
  const marks = isHome ? [] : channel.bookmarks;
  byId("bookmarks").hidden = !marks.length;
  byId("bookmarks").replaceChildren(...marks.map(({ title, link }) => make(
    "a", { href: link, target: "_blank", rel: "noopener noreferrer" }, title,
  )));
  const done = hints.filter((hint) => hint.done).length;
  byId("steps-button").hidden = !hints.length;
  byId("steps-button").textContent = `Steps ${done}/${hints.length}`;
  byId("steps-button").setAttribute("aria-expanded", String(open.panel === "steps"));
}

function drawContent(state, isHome) {
  const list = byId("messages");
  list.dataset.place = `${open.me} ${open.place}`;
  list.hidden = isHome;
  byId("composer-form").hidden = isHome;
  byId("home").hidden = !isHome;
  byId("nothing-yet").hidden = isHome || state.channel.messages.length > 0;
  if (isHome) drawHome(state);
  else drawMessages(list, state.channel.messages);
}

function drawHome(state) {
  const home = byId("home");
  const values = valuesIn(home);
  home.dataset.view = state.home_id ?? "";
  if (!fill(home, state.home)) return;
  showLocalPickers(home);
  putBack(home, values);
  showTimes(home);
}

function jumped() {
  const ts = takePermalink();
  const row = ts && document.querySelector(`[data-ts="${CSS.escape(ts)}"]`);
  row?.scrollIntoView({ block: "center" });
  row?.classList.add("found");
  return Boolean(row);
}

function toEnd() {
  scroll.scrollTop = scroll.scrollHeight;
}

function markRead(state) {
  isAtEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR;
  const here = state?.channels.find((channel) => channel.id === open.place);
  if (isAtEnd) byId("newer").hidden = true;
  if (here && isAtEnd) remember(`read ${open.me} ${here.id}`, here.latest);
}
