// What survives a reload: who you are, what is open. Kept per tab first, so that two tabs can be
// two people; a new tab starts from what was last used.

const PREFIX = "embedded-slack ";

export function recall(name, otherwise = "") {
  try {
    return sessionStorage.getItem(PREFIX + name) ?? localStorage.getItem(PREFIX + name) ?? otherwise;
  } catch {
    return otherwise; // storage is switched off
  }
}

export function remember(name, value) {
  try {
    sessionStorage.setItem(PREFIX + name, value);
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // the page works without a memory
  }
}
