// What can follow what has been typed: commands, their verbs, the values of a verb.
// An entry: {text: the whole line once taken, label, usage, help}. No DOM here.

export function completions(commands, line) {
  if (!line.startsWith("/")) return { entries: [], hint: null };
  const [word, rest] = cut(line);
  const command = commands.find((one) => one.command === word);
  if (!command) return { entries: commands.filter((one) => one.command.startsWith(word)).map(whole), hint: null };
  return verbsOrValues(command, rest ?? "", rest === null);
}

function whole(command) {
  return { text: `${command.command} `, label: command.command, usage: "", help: command.help ?? "" };
}

function verbsOrValues(command, rest, isBare) {
  const [typed, after] = cut(rest);
  const verb = (command.verbs ?? []).find((one) => one.verb === typed);
  if (verb && after !== null) return valuesOf(command, verb, after);
  const entries = (command.verbs ?? []).filter((one) => one.verb.startsWith(typed)).map((one) => ({
    text: `${command.command} ${one.verb}${one.usage ? " " : ""}`,
    label: `${command.command} ${one.verb}`,
    usage: one.usage ?? "",
    help: one.help ?? "",
  }));
  return { entries, hint: null, chosen: typed || isBare ? 0 : -1 };
}

function valuesOf(command, verb, after) {
  const words = after.split(" ");
  const typed = words.pop();
  const start = [command.command, verb.verb, ...words].join(" ");
  const entries = (words.length ? [] : verb.values ?? []).map(asValue)
    .filter((one) => one.value.startsWith(typed) && one.value !== typed)
    .map((one) => ({ text: `${start} ${one.value}`, label: one.value, usage: "", help: one.help }));
  const hint = { label: `${command.command} ${verb.verb}`, usage: verb.usage ?? "", help: verb.help ?? "" };
  return { entries, hint, chosen: typed ? 0 : -1 };
}

function asValue(value) {
  return typeof value === "string" ? { value, help: "" } : { value: value.value, help: value.help ?? "" };
}

function cut(text) {
  const space = text.indexOf(" ");
  return space < 0 ? [text, null] : [text.slice(0, space), text.slice(space + 1)];
}
