// "Are you sure?": the confirm dialog of a button. Gives true or false.

import { byId, make } from "./dom.js";

export function confirmed(words) {
  const dialog = byId("confirm");
  const yes = make("button", { class: `button ${words.style}`, type: "button" }, words.confirm);
  const no = make("button", { class: "button", type: "button" }, words.deny);
  dialog.replaceChildren(
    make("h2", { id: "confirm-title" }, words.title),
    make("p", { class: "text" }, words.text),
    make("footer", {}, no, yes),
  );
  const before = document.activeElement;
  dialog.showModal();
  no.focus(); // the harmless one
  return new Promise((resolve) => {
    const end = (answer) => {
      dialog.onclose = null;
      dialog.close();
      before?.focus?.();
      resolve(answer);
    };
    yes.onclick = () => end(true);
    no.onclick = () => end(false);
    dialog.onclose = () => dialog.open || end(false); // Esc; a late event of the one before is none
  });
}
