/**
 * `<select data-combobox [multiple] [data-combobox-url="/suggest/"]>`: type to search, arrows, Enter, Escape, Backspace.
 * The server answers `?q=` with JSON `[{"id", "text", "detail"}]`; without an address the select's options are searched.
 * The select stays in the form, sends the values and fires `change`; without script it is simply used.
 */
import { words } from "../words.js";
import { build, chipOf, choiceOf } from "./combobox-parts.js";
import { sourceOf } from "./combobox-source.js";

const PAUSE = 150;

export default function start(select) {
  const { box, input, popup, list, none, chips, voice } = build(select);
  const search = sourceOf(select);
  let choices = [];
  let active = -1;
  let timer = 0;
  let looks = 0;

  const chosen = () => [...select.selectedOptions].filter((option) => option.value);
  const isChosen = (id) => chosen().some((option) => option.value === id);

  function tell() {
    select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** The text to go back to: what is chosen, or nothing where the chips show it. */
  const resting = () => (select.multiple ? "" : (chosen()[0]?.textContent.trim() ?? ""));

  function draw() {
    if (select.multiple) chips.replaceChildren(...chosen().map((option) => chipOf(option, () => drop(option))));
    else input.value = resting();
    chips.hidden = !chips.children.length;
  }

  function move(to) {
    const items = list.querySelectorAll("[role=option]");
    items[active]?.classList.remove("is-active");
    active = items.length ? (to + items.length) % items.length : -1;
    const item = items[active];
    item?.classList.add("is-active");
    item?.scrollIntoView({ block: "nearest" });
    if (item) input.setAttribute("aria-activedescendant", item.id);
    else input.removeAttribute("aria-activedescendant");
  }

  function show(isOpen, sentence = "") {
    // An answer to an earlier search must not call off the one that is about to start.
    if (!isOpen) {
      clearTimeout(timer);
      looks += 1;
    }
    popup.hidden = !isOpen;
    list.hidden = !choices.length;
    none.textContent = choices.length ? "" : sentence;
    input.setAttribute("aria-expanded", String(isOpen && choices.length > 0));
    input.removeAttribute("aria-activedescendant");
    voice.textContent = sentence;
    active = -1;
  }

  async function look() {
    const mine = (looks += 1);
    const text = input.value === resting() ? "" : input.value.trim();
    try {
      choices = await search(text);
    } catch (error) {
      if (error.name === "AbortError" || mine !== looks) return;
      choices = [];
      show(true, words("searchFailed"));
      return;
    }
    // Chosen, left or closed meanwhile: a late answer must not open the list over the next field.
    if (mine !== looks || document.activeElement !== input) return;
    list.replaceChildren(...choices.map((choice, at) => choiceOf(choice, `${list.id}_${at}`, isChosen(String(choice.id)))));
    show(true, choices.length ? words("matches", { count: choices.length }) : words("noMatch"));
    if (choices.length && text) move(0);
  }

  function toggle(id) {
    const choice = choices.find((known) => String(known.id) === id);
    let option = [...select.options].find((known) => known.value === id);
    if (!option) select.add((option = new Option(choice.text, id)));
    const isOn = select.multiple ? !option.selected : true;
    option.selected = isOn;
    voice.textContent = words(isOn ? "added" : "removed", { name: option.textContent.trim() });
    tell();
  }

  function drop(option) {
    toggle(option.value);
    input.focus();
  }

  function take(at) {
    if (!choices[at]) return;
    if (select.multiple) input.value = "";
    show(false);
    toggle(String(choices[at].id));
    input.focus();
  }

  function clear() {
    select.value = "";
    tell();
  }

  function leave() {
    show(false);
    if (!select.multiple && !input.value.trim() && chosen().length) clear();
    input.value = resting();
  }

  const keys = {
    ArrowDown: () => (popup.hidden ? look() : move(active + 1)),
    ArrowUp: () => (popup.hidden ? look() : move(active < 0 ? -1 : active - 1)),
    Enter: () => (active >= 0 ? take(active) : popup.hidden ? false : show(false)),
    Escape: () => (popup.hidden ? false : show(false)),
    Backspace: () => (select.multiple && !input.value && chosen().length ? toggle(chosen().at(-1).value) : false),
  };

  input.addEventListener("keydown", (event) => {
    if (event.isComposing || !keys[event.key]) return;
    if (keys[event.key]() !== false) event.preventDefault();
  });
  input.addEventListener("input", (event) => {
    event.stopPropagation();
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
  input.addEventListener("change", (event) => event.stopPropagation());
  input.addEventListener("click", () => popup.hidden && look());
  input.addEventListener("blur", leave);
  // The focus stays in the input, or the list would close under the pointer.
  box.addEventListener("pointerdown", (event) => event.target !== input && event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[role=option]");
    if (item) take([...list.children].indexOf(item));
  });
  box.addEventListener("click", (event) => event.target === box && input.focus());
  select.addEventListener("change", draw);
  draw();
}
