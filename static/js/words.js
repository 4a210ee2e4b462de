/** The translated sentences that the server wrote into the page, with `{name}` parts filled in. */
const source = document.getElementById("words");

export function words(key, parts = {}) {
  const sentence = source?.dataset[key] ?? "";
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => parts[name] ?? whole);
}

/** "3 seconds ago" in the page's language; the moment in milliseconds. */
export function ago(moment, now = Date.now()) {
  const seconds = Math.round((moment - now) / 1000);
  if (Math.abs(seconds) < 1) return words("now");
  const units = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length);
  const format = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "always", style: "short" });
  return format.format(Math.trunc(seconds / size), unit);
}
