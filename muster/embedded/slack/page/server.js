// The three ways to talk to the server: what is, that something changed, what I do.

export async function fetchState(wanted) {
  const response = await fetch(`/_embedded/state?${new URLSearchParams(wanted)}`);
  return response.json();
}

export function watchChanges(onChange, onLost) {
  const source = new EventSource("/_embedded/changes");
  source.onopen = () => onLost(false);
  source.onmessage = onChange;
  source.onerror = () => onLost(true);
}

export async function send(deed) {
  const response = await fetch("/_embedded/do", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(deed),
  });
  if (!response.ok) {
    const answer = await response.json().catch(() => ({}));
    throw new Error(answer.error || `the server answered ${response.status}`);
  }
}
