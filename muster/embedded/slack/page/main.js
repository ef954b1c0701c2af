// The page: one state from the server, drawn anew after every change.

import { Composer } from "./composer.js";
import { byId, fill } from "./dom.js";
import { drawMessages } from "./messages.js";
import { drawModal, startModal } from "./modal.js";
import { drawPanel, openedThread } from "./panel.js";
import { recall, remember } from "./prefs.js";
import { startPresses } from "./presses.js";
import { fetchState, send, watchChanges } from "./server.js";
import { drawPeople, drawSide } from "./side.js";
import { startTheme } from "./theme.js";
import { showTimes } from "./times.js";
import { putBack, showLocalPickers, valuesIn } from "./values.js";

const open = {
  me: recall("me"),
  place: recall("place"), // a channel id, or "home"
  thread: recall("thread"),
  panel: recall("panel", "steps"),
};
const permalink = location.pathname.match(/^\/archives\/(\w+)\//);
if (permalink) open.place = permalink[1];

let state = null;
let asking = false;
let askAgain = false;
let hasJumped = false;
let isAtEnd = true;
const isNarrow = matchMedia("(max-width: 760px)");

const composer = new Composer(byId("composer-form"), { placeholder: "Message", onSend: write });

function set(changes) {
  Object.assign(open, changes);
  for (const name of Object.keys(changes)) remember(name, open[name]);
  return refresh();
}

async function refresh() {
  if (asking) {
    askAgain = true;
    return;
  }
  asking = true;
  try {
    do {
      askAgain = false;
      const asked = { as: open.me, channel: open.place, thread: open.thread };
      const answer = await fetchState(asked);
      if (asked.as !== open.me || asked.channel !== open.place || asked.thread !== open.thread) {
        askAgain = true; // the reader has gone elsewhere meanwhile
        continue;
      }
      state = answer;
      draw();
    } while (askAgain);
  } catch {
    lost(true);
  } finally {
    asking = false;
  }
}

function draw() {
  open.me = state.me.id;
  const isHome = open.place === "home";
  if (!isHome) open.place = state.channel.id;
  document.title = `${isHome ? state.app.name : `#${state.channel.name}`} · ${state.title}`;
  byId("title").textContent = state.title;
  byId("banner").hidden = !state.banner;
  fill(byId("banner"), state.banner);
  drawPeople(state, choosePerson);
  drawHead(isHome);
  drawContent(isHome);
  drawSide(state, open.place, isUnread, goTo);
  drawPanel(state, open.panel, { onClose: closePanel, onReply: reply, onTry: tryStep });
  drawModal(state.modal);
}

function drawHead(isHome) {
  const { channel } = state;
  const name = isHome ? `${state.app.name} Home` : `${channel.direct ? "@" : "#"}${channel.name}`;
  byId("channel-name").textContent = channel.archived && !isHome ? `${name} (archived)` : name;
  fill(byId("topic"), isHome ? "" : channel.topic || `${channel.members} members`);
  const marks = isHome ? [] : channel.bookmarks;
  byId("bookmarks").hidden = !marks.length;
  byId("bookmarks").replaceChildren(...marks.map(bookmark));
  const done = state.hints.filter((hint) => hint.done).length;
  byId("steps-button").hidden = !state.hints.length;
  byId("steps-button").textContent = `Steps ${done}/${state.hints.length}`;
  byId("steps-button").setAttribute("aria-expanded", String(open.panel === "steps"));
}

function bookmark({ title, link }) {
  const anchor = document.createElement("a");
  Object.assign(anchor, { href: link, target: "_blank", rel: "noopener noreferrer", textContent: `🔖 ${title}` });
  return anchor;
}

function drawContent(isHome) {
  const scroll = byId("scroll");
  const list = byId("messages");
  const place = `${open.me} ${open.place}`;
  const isOther = list.dataset.place !== place;
  const atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80;
  const newest = list.lastElementChild?.dataset.key;
  list.hidden = isHome;
  byId("composer-form").hidden = isHome;
  byId("home").hidden = !isHome;
  if (isHome) drawHome();
  else drawMessages(list, state.channel.messages);
  byId("nothing-yet").hidden = isHome || state.channel.messages.length > 0;
  list.dataset.place = place;
  composer.commands = state.commands;
  const who = `as ${state.me.name}`;
  composer.label(isNarrow.matches ? `Message ${who}` : `Message #${state.channel.name} ${who}`,
    `Message #${state.channel.name} ${who}, ${state.me.title}`);
  if (permalink && !hasJumped) jump();
  else if (isHome) scroll.scrollTop = isOther ? 0 : scroll.scrollTop;
  else if (isOther || atEnd) scroll.scrollTop = scroll.scrollHeight;
  else if (newest !== list.lastElementChild?.dataset.key) byId("newer").hidden = false;
  markRead();
}

function drawHome() {
  const home = byId("home");
  const values = valuesIn(home);
  home.dataset.view = state.home_id ?? "";
  if (!fill(home, state.home)) return;
  showLocalPickers(home);
  putBack(home, values);
  showTimes(home);
}

function jump() {
  hasJumped = true;
  const ts = location.pathname.split("/p")[1].replace(/(\d{6})$/, ".$1");
  const row = document.querySelector(`[data-ts="${CSS.escape(ts)}"]`);
  row?.scrollIntoView({ block: "center" });
  row?.classList.add("found");
}

function isUnread(channel) {
  return channel.id !== open.place && channel.latest > recall(`read ${open.me} ${channel.id}`);
}

function markRead() {
  const here = state.channels.find((channel) => channel.id === open.place);
  const scroll = byId("scroll");
  const atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80;
  isAtEnd = atEnd;
  if (atEnd) byId("newer").hidden = true;
  if (here && atEnd) remember(`read ${open.me} ${here.id}`, here.latest);
}

async function choosePerson(me) {
  await set({ me });
}

async function goTo(place) {
  showSide(false);
  await set({ place, thread: "", panel: open.panel === "thread" ? "steps" : open.panel });
  if (place === "home") await deed({ what: "home" }, "Opening Home");
  else composer.field.focus();
}

async function openThread(thread) {
  await set({ thread, panel: "thread" });
  openedThread();
}

async function closePanel() {
  const wasThread = open.panel === "thread";
  await set({ thread: "", panel: wasThread && state.hints.length && recall("steps") !== "shut" ? "steps" : "none" });
  if (!wasThread) remember("steps", "shut");
  composer.field.focus({ preventScroll: true });
}

async function tryStep(command, me) {
  if (open.place === "home") await goTo(state.channels[0].id);
  if (me && me !== open.me) await set({ me });
  composer.put(command);
}

function write(text) {
  return deed({ what: "write", channel: open.place, text }, text);
}

function reply(text) {
  return deed({ what: "write", channel: open.place, thread_ts: open.thread, text }, text);
}

// Do something, and say what is under way until the app has answered or is too late.
async function deed(content, said) {
  const line = document.createElement("p");
  line.textContent = said ? `Sending ${said} …` : "";
  const late = said && setTimeout(() => byId("sending").append(line), 300);
  try {
    await send({ as: open.me, ...content });
    line.remove();
  } catch (error) {
    line.textContent = `That did not work: ${error.message}`;
    byId("sending").append(line);
    setTimeout(() => line.remove(), 8000);
  } finally {
    clearTimeout(late);
    await refresh();
  }
}

function showSide(isOpen) { // on a phone, where the channels lie over the page
  document.body.classList.toggle("has-side", isOpen);
  byId("menu").setAttribute("aria-expanded", String(isOpen));
}

function lost(isLost) {
  byId("lost").hidden = !isLost;
}

function shortcuts(event) {
  const isTyping = event.target.closest("input, textarea, select, dialog");
  if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    composer.put("/");
  } else if (event.key === "Escape" && !isTyping) {
    showSide(false);
    if (open.panel === "thread") closePanel();
  }
}

startTheme();
startModal({
  onSubmit: (view_id, raws) => deed({ what: "submit", view_id, raws }),
  onClose: (view_id) => deed({ what: "close", view_id }),
});
startPresses({
  onPress: (where, what) => deed({ what: "press", channel: open.place, ...where, ...what }),
  onThread: openThread,
  onChannel: goTo,
});
byId("menu").addEventListener("click", () => showSide(!document.body.classList.contains("has-side")));
document.addEventListener("click", (event) => {
  if (!event.target.closest("#side, #menu")) showSide(false);
});
byId("steps-button").addEventListener("click", () => {
  remember("steps", "open");
  set({ panel: open.panel === "steps" ? "none" : "steps" });
});
byId("newer").addEventListener("click", () => {
  byId("scroll").scrollTop = byId("scroll").scrollHeight;
});
byId("scroll").addEventListener("scroll", () => state && markRead());
new ResizeObserver(() => { // a taller composer does not hide the newest message
  if (isAtEnd && open.place !== "home") byId("scroll").scrollTop = byId("scroll").scrollHeight;
}).observe(byId("scroll"));
document.addEventListener("keydown", shortcuts);
watchChanges(refresh, (isLost) => { lost(isLost); if (!isLost) refresh(); });
