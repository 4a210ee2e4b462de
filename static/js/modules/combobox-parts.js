/** The elements of a combobox (ARIA 1.2: an input that controls a listbox), wired to the label and help of its select. */
import { words } from "../words.js";

export function make(tag, className, attributes = {}) {
  const element = Object.assign(document.createElement(tag), { className });
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function inputFor(select, listId) {
  const input = make("input", "combobox-input", {
    type: "text", id: `${select.id}_search`, role: "combobox", autocomplete: "off", spellcheck: "false",
    "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": listId,
  });
  for (const name of ["aria-describedby", "aria-invalid"])
    if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  if (select.required) input.setAttribute("aria-required", "true");
  input.disabled = select.disabled;
  input.placeholder = select.dataset.comboboxPlaceholder ?? words("typeToSearch");
  return input;
}

/** Build the parts beside the select and hide it; it stays what the form sends. */
export function build(select) {
  const listId = `${select.id}_list`;
  const input = inputFor(select, listId);
  const label = select.labels[0];
  const list = make("ul", "combobox-list", { id: listId, role: "listbox" });
  if (select.multiple) list.setAttribute("aria-multiselectable", "true");
  if (label) {
    label.id ||= `${select.id}_label`;
    label.htmlFor = input.id;
    list.setAttribute("aria-labelledby", label.id);
  }
  const none = make("p", "combobox-none");
  const popup = make("div", "combobox-popup");
  popup.append(list, none);
  popup.hidden = true;
  const chips = make("ul", "combobox-chips", label ? { "aria-labelledby": label.id } : {});
  const voice = make("span", "visually-hidden", { role: "status" });
  const box = make("div", `combobox form-control${select.matches(".is-invalid") ? " is-invalid" : ""}`);
  box.append(chips, input, popup, voice);
  select.after(box);
  // A hidden required select would block the form without a word; the server checks it.
  select.required = false;
  select.hidden = true;
  return { box, input, popup, list, none, chips, voice };
}

export function chipOf(option, remove) {
  const chip = make("li", "combobox-chip");
  const button = make("button", "combobox-remove", {
    type: "button", "aria-label": words("remove", { name: option.textContent.trim() }),
  });
  button.textContent = "×";
  button.addEventListener("click", remove);
  chip.append(Object.assign(document.createElement("span"), { textContent: option.textContent.trim() }), button);
  return chip;
}

export function choiceOf(choice, id, isChosen) {
  const item = make("li", "combobox-option", { id, role: "option", "aria-selected": String(isChosen) });
  item.append(Object.assign(document.createElement("span"), { textContent: choice.text }));
  if (choice.detail) item.append(Object.assign(make("span", "combobox-detail"), { textContent: choice.detail }));
  return item;
}
