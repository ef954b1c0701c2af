// What the fields of a message or modal say, as the server wants it: by block and action.

const SEVERAL = ["checkboxes", "multi_static_select", "multi_users_select", "multi_channels_select",
  "multi_conversations_select"];

export function valuesIn(root) {
  const raws = {};
  for (const field of root.querySelectorAll("[data-action]")) {
    if (!holds(field)) continue;
    raws[field.dataset.block] ??= {};
    raws[field.dataset.block][field.dataset.action] = valueOf(field);
  }
  return raws;
}

export function valueOf(field) {
  if (field.matches("fieldset")) {
    const chosen = [...field.querySelectorAll("input:checked")].map((box) => box.value);
    return SEVERAL.includes(field.dataset.kind) ? chosen : chosen[0] ?? "";
  }
  if (field.type === "datetime-local") {
    return field.value ? String(Math.floor(new Date(field.value).getTime() / 1000)) : "";
  }
  return field.value ?? "";
}

// Put values back into the fields that are still there after a redraw.
export function putBack(root, raws) {
  for (const field of root.querySelectorAll("[data-action]")) {
    const raw = raws[field.dataset.block]?.[field.dataset.action];
    if (raw === undefined || !holds(field) || field.type === "datetime-local") continue;
    if (field.matches("fieldset")) {
      field.querySelectorAll("input").forEach((box) => {
        box.checked = [raw].flat().includes(box.value);
      });
    } else {
      field.value = raw;
    }
  }
}

// Epoch seconds from the server become local time in pickers.
export function showLocalPickers(root) {
  for (const field of root.querySelectorAll("input[data-kind=datetimepicker]")) {
    const seconds = Number(field.getAttribute("value"));
    if (!seconds) continue;
    const at = new Date(seconds * 1000);
    at.setMinutes(at.getMinutes() - at.getTimezoneOffset());
    field.value = at.toISOString().slice(0, 16);
  }
}

function holds(field) {
  return field.matches("input, select, textarea, fieldset");
}
