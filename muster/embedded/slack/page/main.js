// The page: one state from the server, drawn anew after every change.

import { drawChannel, isUnread, startChannel } from "./channel.js";
import { Composer } from "./composer.js";
import { byId, fill, make } from "./dom.js";
import { drawModal, startModal } from "./modal.js";
import { note, open } from "./open.js";
import { drawPanel, openedThread } from "./panel.js";
import { recall, remember } from "./prefs.js";
import { startPresses } from "./presses.js";
import { fetchState, send, watchChanges } from "./server.js";
import { drawPeople, drawSide } from "./side.js";
import { startTheme } from "./theme.js";

const isNarrow = matchMedia("(max-width: 760px)");
const composer = new Composer(byId("composer-form"), { placeholder: "Message", onSend: write });
let state = null;
let asking = false;
let askAgain = false;

async function refresh() {
  if (asking) {
    askAgain = true;
    return;
  }
  asking = true;
  try {
    do {
      askAgain = false;
      await ask();
    } while (askAgain);
  } catch {
    lost(true);
  } finally {
    asking = false;
  }
}

async function ask() {
  const { me, place, thread } = open;
  const answer = await fetchState({ as: me, channel: place, thread });
  if (me !== open.me || place !== open.place || thread !== open.thread) {
    askAgain = true; // the reader has gone elsewhere meanwhile
    return;
  }
  state = answer;
  draw();
}

function draw() {
  const isHome = open.place === "home";
  open.me = state.me.id;
  if (!isHome) open.place = state.channel.id;
  document.title = `${isHome ? state.app.name : `#${state.channel.name}`} · ${state.title}`;
  byId("title").textContent = state.title;
  byId("banner").hidden = !state.banner;
  fill(byId("banner"), state.banner);
  labelComposer();
  drawPeople(state, (me) => set({ me }));
  drawChannel(state);
  drawSide(state, open.place, isUnread, goTo);
  drawPanel(state, open.panel, { onClose: closePanel, onReply: reply, onTry: tryStep });
  drawModal(state.modal);
}

function labelComposer() {
  const who = `as ${state.me.name}`;
  const long = `Message #${state.channel.name} ${who}`;
  composer.commands = state.commands;
  composer.label(isNarrow.matches ? `Message ${who}` : long, `${long}, ${state.me.title}`);
}

function set(changes) {
  note(changes);
  return refresh();
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
  const showsSteps = wasThread && state.hints.length && recall("steps") !== "shut";
  if (!wasThread) remember("steps", "shut");
  await set({ thread: "", panel: showsSteps ? "steps" : "none" });
  composer.field.focus({ preventScroll: true });
}

function toggleSteps() {
  remember("steps", "open");
  set({ panel: open.panel === "steps" ? "none" : "steps" });
}

async function tryStep(command, me) {
  if (open.place === "home") await goTo(state.channels[0].id);
  if (me && me !== open.me) await set({ me });
  composer.put(command);
}

function write(text) {
  return deed({ what: "write", channel: open.place, text }, `Sending ${text} …`);
}

function reply(text) {
  return deed({ what: "write", channel: open.place, thread_ts: open.thread, text }, `Sending ${text} …`);
}

// Do something, and say what is under way until the app has answered or is too late.
async function deed(content, said) {
  const line = make("p", {}, said ?? "");
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
  if (event.target.closest("input, textarea, select, dialog")) return;
  if (event.key === "/" && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    composer.put("/");
  } else if (event.key === "Escape") {
    showSide(false);
    if (open.panel === "thread") closePanel();
  }
}

startTheme();
startChannel();
startModal({
  onSubmit: (view_id, raws) => deed({ what: "submit", view_id, raws }),
  onClose: (view_id) => deed({ what: "close", view_id }),
});
startPresses({
  onPress: (where, what) => deed({ what: "press", channel: open.place, ...where, ...what }),
  onThread: openThread,
  onChannel: goTo,
});
isNarrow.addEventListener("change", () => state && labelComposer());
byId("menu").addEventListener("click", () => showSide(!document.body.classList.contains("has-side")));
byId("steps-button").addEventListener("click", toggleSteps);
document.addEventListener("click", (event) => {
  if (!event.target.closest("#side, #menu")) showSide(false);
});
document.addEventListener("keydown", shortcuts);
watchChanges(refresh, (isLost) => {
  lost(isLost);
  if (!isLost) refresh();
});
