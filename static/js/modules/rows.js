/**
 * `[data-rows]` around rows `[data-row]`: j and k (or the arrows, while a row has the focus) go from row to row, x chooses
 * the row's `[data-row-select]`, and the key of any `[data-row-key]` in the row presses it. Enter opens the row by itself:
 * the focus stands on its link `[data-row-open]`. `[data-row-bar]`, one on a page, counts what is chosen:
 * `[data-row-count]` says how many, `[data-row-all]` chooses all. Single keys can be switched off in the keyboard help.
 */
import { isOff, isTyping } from "./shortcuts.js";

const MOVES = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 };

export default function start(list) {
  const bar = document.querySelector("[data-row-bar]");
  const all = bar?.querySelector("[data-row-all]");
  const count = bar?.querySelector("[data-row-count]");
  const rows = () => [...list.querySelectorAll("[data-row]")];
  const boxes = () => [...list.querySelectorAll("[data-row-select]")];
  const current = () => document.activeElement?.closest?.("[data-row]");

  function tell() {
    if (!bar) return;
    const chosen = boxes().filter((box) => box.checked).length;
    count.textContent = chosen ? count.dataset.some.replace("{count}", chosen) : count.dataset.none;
    all.checked = chosen > 0 && chosen === boxes().length;
    all.indeterminate = chosen > 0 && !all.checked;
    bar.classList.toggle("is-needed", chosen > 0);
  }

  function move(step) {
    const known = rows();
    const at = known.indexOf(current());
    const next = known[at < 0 ? (step > 0 ? 0 : known.length - 1) : at + step];
    next?.querySelector("[data-row-open]")?.focus();
    next?.scrollIntoView({ block: "nearest" });
  }

  function choose(row) {
    const box = row.querySelector("[data-row-select]");
    if (!box) return;
    box.checked = !box.checked;
    tell();
  }

  function act(key) {
    const row = current();
    const isHere = row && list.contains(row);
    if (key in MOVES && (isHere || key.length === 1)) return move(MOVES[key]);
    if (!isHere) return false;
    if (key === "x") return choose(row);
    const pressed = row.querySelector(`[data-row-key="${CSS.escape(key)}"]`);
    return pressed ? pressed.click() : false;
  }

  all?.addEventListener("change", () => {
    for (const box of boxes()) box.checked = all.checked;
    tell();
  });
  list.addEventListener("change", tell);
  window.addEventListener("pageshow", tell);
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isOff()) return;
    const isBox = event.target.matches?.("[data-row-select]");
    if (document.querySelector("dialog[open]") || (isTyping(event.target) && !isBox)) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (act(key) !== false) event.preventDefault();
  });
  tell();
}
