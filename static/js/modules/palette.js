/**
 * `data-palette-open` on a link: opens the search dialog instead of the search page. The server fills the list (htmx);
 * here are the keys: arrows, Home and End choose, Enter opens, Escape closes (the browser's own) and gives the focus back.
 */
import { words } from "../words.js";

function optionsIn(dialog) {
  return [...dialog.querySelectorAll("[role=option]")];
}

export default function start(opener) {
  const dialog = document.getElementById("palette");
  if (!dialog) return;
  const input = dialog.querySelector("[role=combobox]");
  const voice = dialog.querySelector("[data-palette-voice]");
  const found = document.getElementById("palette-found");
  let active = -1;
  let isWaiting = false;

  /** Whether the list answers what stands in the field now; Enter must not open a line of an earlier answer. */
  const isFresh = () => found.querySelector("[data-text]")?.dataset.text === input.value.trim();

  function choose(to) {
    const options = optionsIn(dialog);
    options[active]?.setAttribute("aria-selected", "false");
    active = options.length ? (to + options.length) % options.length : -1;
    const option = options[active];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
  }

  function open() {
    if (dialog.open) return;
    dialog.showModal();
    input.select();
    if (!isFresh()) input.dispatchEvent(new Event("palette-open"));
  }

  function take() {
    isWaiting = !isFresh();
    if (!isWaiting) optionsIn(dialog)[active]?.click();
  }

  function shown() {
    const { length } = optionsIn(dialog);
    input.setAttribute("aria-expanded", String(length > 0));
    active = -1;
    choose(0);
    voice.textContent = length ? words("matches", { count: length }) : words("noMatch");
    if (isWaiting && isFresh()) take();
  }

  function failed() {
    const none = document.createElement("p");
    none.className = "found-none";
    none.textContent = words("searchFailed");
    const list = document.createElement("div");
    Object.assign(list, { id: "palette-list", role: "listbox", ariaLabel: words("noMatch") });
    found.replaceChildren(list, none);
    input.setAttribute("aria-expanded", "false");
    voice.textContent = none.textContent;
    isWaiting = false;
  }

  const keys = {
    ArrowDown: () => choose(active + 1),
    ArrowUp: () => choose(active - 1),
    Enter: take,
  };

  opener.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  dialog.addEventListener("keydown", (event) => {
    const isChord = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
    if (isChord) input.select();
    else if (event.isComposing || event.target !== input || !keys[event.key]) return;
    else keys[event.key]();
    event.preventDefault();
  });
  input.addEventListener("input", () => (isWaiting = false));
  dialog.addEventListener("click", (event) => {
    const isDone = event.target === dialog || event.target.closest("[data-palette-close], button[role=option]");
    if (isDone) dialog.close();
  });
  dialog.addEventListener("htmx:beforeSwap", (event) => {
    // Signed out meanwhile: the answer is the sign-in page.
    if (new URL(event.detail.xhr.responseURL).pathname === new URL(opener.href).pathname) return;
    event.detail.shouldSwap = false;
    location.reload();
  });
  dialog.addEventListener("htmx:afterSwap", shown);
  dialog.addEventListener("htmx:responseError", failed);
  dialog.addEventListener("htmx:sendError", failed);
  if (/Mac|iPhone|iPad/.test(navigator.platform)) for (const key of opener.querySelectorAll("kbd")) key.textContent = "⌘K";
}
