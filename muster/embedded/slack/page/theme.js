// Light or dark: what the system says, until the reader says otherwise.

import { byId } from "./dom.js";
import { recall, remember } from "./prefs.js";

const system = matchMedia("(prefers-color-scheme: dark)");

export function startTheme() {
  apply(recall("theme"));
  byId("theme").addEventListener("click", () => {
    const next = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    remember("theme", next);
    apply(next);
  });
  system.addEventListener("change", () => apply(recall("theme")));
}

function apply(chosen) {
  const theme = chosen || (system.matches ? "dark" : "light");
  document.documentElement.dataset.theme = theme;
  byId("theme").setAttribute("aria-label", theme === "dark" ? "Use light colours" : "Use dark colours");
}
