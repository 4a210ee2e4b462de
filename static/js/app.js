/**
 * Starts a behaviour for each element that asks for it by a data attribute, on load and after each htmx swap.
 * A behaviour is a module of its own whose default function takes the element; it is fetched only where used.
 */
import "./modules/drafts.js";
import "./modules/signed-out.js";

const behaviours = [
  ["[data-ago]", () => import("./modules/ago.js")],
  ["[data-autosave]", () => import("./modules/autosave.js")],
  ["[data-autosave-clear]", () => import("./modules/autosave-clear.js")],
  ["[data-bell]", () => import("./modules/bell.js")],
  ["[data-combobox]", () => import("./modules/combobox.js")],
  ["[data-date]", () => import("./modules/date-picker.js")],
  ["[data-dialog-open]", () => import("./modules/dialog.js")],
  ["[data-dirty-guard]", () => import("./modules/dirty-guard.js")],
  ["[data-file-drop]", () => import("./modules/file-drop.js")],
  ["[data-fill-form]", () => import("./modules/fill-form.js")],
  ["[data-focus-error]", () => import("./modules/focus-error.js")],
  ["[data-graph]", () => import("./modules/graph.js")],
  ["[data-key-trouble]", () => import("./modules/key-trouble.js")],
  ["[data-menu]", () => import("./modules/menu.js")],
  ["[data-message]", () => import("./modules/message.js")],
  ["[data-palette-open]", () => import("./modules/palette.js")],
  ["[data-rows]", () => import("./modules/rows.js")],
  ["[data-shortcut-list]", () => import("./modules/shortcuts.js")],
  ["[data-select-all]", () => import("./modules/select-all.js")],
  ["[data-submit-once]", () => import("./modules/submit-once.js")],
  ["[data-theme-form]", () => import("./modules/theme.js")],
];
const started = new WeakMap();

function matches(root, selector) {
  const inside = [...root.querySelectorAll(selector)];
  return root.matches?.(selector) ? [root, ...inside] : inside;
}

async function run(element, selector, load) {
  const done = started.get(element) ?? new Set();
  if (done.has(selector)) return;
  started.set(element, done.add(selector));
  const module = await load();
  module.default(element);
}

function start(root) {
  return behaviours.flatMap(([selector, load]) => matches(root, selector).map((element) => run(element, selector, load)));
}

// Tests wait for this mark instead of guessing how long a page needs.
Promise.allSettled(start(document.documentElement)).then(() => {
  document.documentElement.dataset.scripts = "started";
});
document.addEventListener("htmx:load", (event) => start(event.detail.elt));
