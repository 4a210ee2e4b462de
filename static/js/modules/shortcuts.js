/**
 * `data-shortcut="l"`, `"g d"` or `"/ Ctrl-K"` on a link, button or input: the key presses or focuses it. Words with one
 * letter each form a sequence, anything else are alternatives. Never while typing, and single keys can be switched off
 * (WCAG 2.1.4). Started once per page by the list in the keyboard help.
 */
const SWITCH = "shortcuts-off";
const SEQUENCE = 1200;

function waysOf(element) {
  const parts = element.dataset.shortcut.split(" ").filter(Boolean);
  const isSequence = parts.length === 2 && parts.every((part) => part.length === 1) && parts[0] === "g";
  return isSequence ? [parts.join(" ")] : parts;
}

export function isTyping(target) {
  return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
}

function keyOf(event) {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (!event.ctrlKey && !event.metaKey) return key;
  return `Ctrl-${key.toUpperCase()}`;
}

export function isOff() {
  try {
    return localStorage.getItem(SWITCH) === "1";
  } catch {
    return false;
  }
}

function act(element) {
  if (element.tagName === "INPUT") {
    element.focus();
    element.select();
  } else {
    element.click();
  }
}

function isUsable(element) {
  return element.tagName !== "INPUT" || element.checkVisibility();
}

function find(way) {
  const offered = [...document.querySelectorAll("[data-shortcut]")];
  return offered.find((element) => waysOf(element).includes(way) && isUsable(element));
}

function wordsOf(element) {
  const inside = element.querySelector("span") ?? element;
  return element.getAttribute("aria-label") ?? element.labels?.[0]?.textContent ?? inside.textContent;
}

function fill(list) {
  list.replaceChildren();
  for (const element of document.querySelectorAll("[data-shortcut]")) {
    const term = document.createElement("dt");
    for (const way of waysOf(element)) {
      const key = document.createElement("kbd");
      key.textContent = way;
      term.append(key, " ");
    }
    const meaning = document.createElement("dd");
    meaning.textContent = wordsOf(element).trim();
    const row = document.createElement("div");
    row.append(term, meaning);
    list.append(row);
  }
  // Keys that act within a row of a list, said by the page itself.
  for (const help of document.querySelectorAll("[data-key-help]"))
    for (const term of help.querySelectorAll("dt")) {
      const row = document.createElement("div");
      const keys = term.textContent.split(" ").map((key) => Object.assign(document.createElement("kbd"), { textContent: key }));
      const head = document.createElement("dt");
      head.append(...keys.flatMap((key) => [key, " "]));
      row.append(head, term.nextElementSibling.cloneNode(true));
      list.append(row);
    }
}

export default function start(list) {
  let first = { key: "", at: 0 };
  fill(list);
  const chosen = document.querySelector("[data-shortcut-switch]");
  chosen.checked = !isOff();
  chosen.addEventListener("change", () => localStorage.setItem(SWITCH, chosen.checked ? "" : "1"));
  document.addEventListener("keydown", (event) => {
    const key = keyOf(event);
    const isChord = key.startsWith("Ctrl-");
    if (event.defaultPrevented || event.altKey || (!isChord && (isOff() || isTyping(event.target)))) return;
    if (document.querySelector("dialog[open]")) return;
    const pair = Date.now() - first.at < SEQUENCE ? `${first.key} ${key}` : "";
    const element = (pair && find(pair)) || find(key);
    first = { key, at: Date.now() };
    if (!element) return;
    event.preventDefault();
    act(element);
  });
}
