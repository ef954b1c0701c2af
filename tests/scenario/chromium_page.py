"""One tab of a Chromium: what a person does there, and what it says."""

import base64
import json
from pathlib import Path
from typing import Any

from scenario.chromium_websocket import ChromiumError, WebSocket

KEYS = {
    "Enter": (13, "\r"),
    "Tab": (9, ""),
    "Escape": (27, ""),
    "ArrowDown": (40, ""),
    "ArrowUp": (38, ""),
    "ArrowLeft": (37, ""),
    "ArrowRight": (39, ""),
}

# One function for the page: calls `look` until it gives something, or rejects with what is there.
UNTIL = """
(look, milliseconds, wanted) => new Promise((resolve, reject) => {
  const deadline = performance.now() + milliseconds;
  const step = () => {
    let found;
    try { found = look(); } catch (error) { return reject(error); }
    if (found) return resolve(found === true ? true : String(found));
    if (performance.now() > deadline) {
      return reject(new Error(`no ${wanted} after ${milliseconds} ms; the page says: `
        + document.body.innerText.slice(0, 2000)));
    }
    setTimeout(step, 30);
  };
  step();
})
"""
# Elements that can be used, by CSS selector or by the words on them; the topmost dialog wins.
FIND = """
(what) => {
  const root = document.querySelector("dialog#confirm[open]")
    ?? document.querySelector("dialog[open]") ?? document;
  const seen = (one) => one.getClientRects().length > 0;
  const words = (one) => (one.getAttribute("aria-label") || one.innerText || "").trim();
  let all;
  try { all = [...root.querySelectorAll(what)].filter(seen); } catch { all = []; }
  if (all.length) return all.at(-1);
  const usable = [...root.querySelectorAll("button, a, summary, label, [role=option], select, "
    + "input, textarea")].filter(seen);
  return usable.findLast((one) => words(one) === what || one.innerText?.trim() === what)
    ?? usable.findLast((one) => words(one).includes(what) || one.innerText?.includes(what));
}
"""
# The middle of an element that can be hit there and has not moved since the last look.
POINT = """
(one) => {
  if (!one) return false;
  one.scrollIntoView({ block: "nearest" });
  const box = one.getBoundingClientRect();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const moved = one.lastPoint !== `${x} ${y}`;
  one.lastPoint = `${x} ${y}`;
  return !moved && one.contains(document.elementFromPoint(x, y)) && JSON.stringify([x, y]);
}
"""


class Page:
    """One tab."""

    def __init__(self, websocket: WebSocket) -> None:
        self._websocket = websocket
        self._last = 0
        self.complaints: list[str] = []
        for domain in ("Page", "Runtime", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """One DevTools command; what the page complains of meanwhile is kept in `complaints`."""
        self._last += 1
        self._websocket.send(json.dumps({"id": self._last, "method": method, "params": params}))
        while True:
            message = json.loads(self._websocket.receive())
            if message.get("id") == self._last:
                if "error" in message:
                    raise ChromiumError(f"{method}: {message['error']['message']}")
                return message["result"]
            self._note(message)

    def _note(self, event: dict[str, Any]) -> None:
        if event.get("method") == "Runtime.exceptionThrown":
            details = event["params"]["exceptionDetails"]
            self.complaints.append(details.get("exception", {}).get("description", details["text"]))
        elif event.get("method") == "Log.entryAdded":
            entry = event["params"]["entry"]
            if entry["level"] == "error":
                self.complaints.append(f"{entry['text']} {entry.get('url', '')}")

    def evaluate(self, script: str) -> Any:
        """The value of a JavaScript expression; promises are awaited."""
        answer = self.call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            said = details.get("exception", {}).get("description", details["text"])
            raise ChromiumError("\n".join([said, *self.complaints]))
        return answer["result"].get("value")

    def goto(self, url: str) -> None:
        """Open an address and wait until the page has been loaded."""
        self.call("Page.navigate", url=url)
        self.until("document.readyState === 'complete' && location.href !== 'about:blank'", url)

    def until(self, condition: str, wanted: str, seconds: float = 15.0) -> Any:
        """Wait for a JavaScript expression to be true; ChromiumError with what the page says."""
        look = f"() => ({condition})"
        return self.evaluate(f"({UNTIL})({look}, {seconds * 1000}, {json.dumps(wanted)})")

    def wait_for(self, words: str, seconds: float = 15.0) -> None:
        """Wait until the page says something."""
        self.until(f"document.body.innerText.includes({json.dumps(words)})", words, seconds)

    def wait_until_gone(self, words: str, seconds: float = 15.0) -> None:
        """Wait until the page does not say something any more."""
        wanted = f"end of {words}"
        self.until(f"!document.body.innerText.includes({json.dumps(words)})", wanted, seconds)

    def says(self, words: str) -> bool:
        """Whether the page says something now."""
        return bool(self.evaluate(f"document.body.innerText.includes({json.dumps(words)})"))

    def text(self) -> str:
        """All that can be read on the page."""
        return str(self.evaluate("document.body.innerText"))

    def click(self, what: str, seconds: float = 15.0) -> None:
        """Click the last element that matches a CSS selector or bears these words.

        Waits until it stands still and nothing lies over it.
        """
        script = f"(({POINT})(({FIND})({json.dumps(what)})))"
        x, y = json.loads(self.until(script, f"element {what!r}", seconds))
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def choose(self, what: str, option: str) -> None:
        """Choose an entry of a menu by its words."""
        script = f"""
        (() => {{ const one = ({FIND})({json.dumps(what)});
          const entry = [...one?.options ?? []].find((o) => o.text.includes({json.dumps(option)}));
          if (!entry) return false;
          one.value = entry.value;
          one.dispatchEvent(new Event("change", {{ bubbles: true }}));
          return true; }})()
        """
        self.until(script, f"option {option!r} in {what!r}")

    def type(self, words: str) -> None:
        """Type into whatever has the focus."""
        self.call("Input.insertText", text=words)

    def press(self, key: str) -> None:
        """Press and release a key by its name."""
        code, text = KEYS[key]
        shared = {"key": key, "code": key, "windowsVirtualKeyCode": code}
        self.call("Input.dispatchKeyEvent", type="keyDown", text=text, **shared)
        self.call("Input.dispatchKeyEvent", type="keyUp", **shared)

    def resize(self, width: int, height: int, *, is_phone: bool = False) -> None:
        """Another size of the window, in CSS pixels."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=2 if is_phone else 1,
            mobile=is_phone,
        )

    def prefer(self, scheme: str) -> None:
        """What the system says of colours: `light` or `dark`."""
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.call("Emulation.setEmulatedMedia", features=features)

    def screenshot(self, path: Path) -> None:
        """A PNG of what is seen."""
        answer = self.call("Page.captureScreenshot", format="png")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(answer["data"]))
