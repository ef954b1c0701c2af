// Moments in the reader's own time zone. Formats are those of Slack's <!date^…>.

const PARTS = {
  time: { hour: "2-digit", minute: "2-digit" },
  time_secs: { hour: "2-digit", minute: "2-digit", second: "2-digit" },
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date_slash: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: { year: "numeric", month: "long", day: "numeric" },
  date_short: { year: "numeric", month: "short", day: "numeric" },
  date_long: { weekday: "long", year: "numeric", month: "long", day: "numeric" },
};
const DAY = { weekday: "long", month: "long", day: "numeric" };

export function showTimes(root) {
  for (const element of root.querySelectorAll("time[data-ts]")) {
    const at = moment(element.dataset.ts);
    element.dateTime = at.toISOString();
    element.title = at.toLocaleString(undefined, { dateStyle: "full", timeStyle: "long" });
    element.textContent = written(at, element.dataset.format);
  }
}

export function dayOf(ts) {
  return moment(ts).toLocaleDateString(undefined, DAY);
}

function moment(ts) {
  return new Date(Number(ts) * 1000);
}

function written(at, format) {
  return format.replace(/\{(\w+)\}/g, (whole, name) => {
    const part = PARTS[name.replace("_pretty", "")];
    return part ? at.toLocaleString(undefined, part) : whole;
  });
}
