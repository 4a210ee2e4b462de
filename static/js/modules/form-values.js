/** Reading a form's fields as name-value pairs, and putting such pairs back. */
const SECRET = new Set(["csrfmiddlewaretoken"]);

/** All fields as [name, text] pairs, without files, passwords and the token. */
export function read(form) {
  const secret = new Set([...form.querySelectorAll("input[type=password]")].map((input) => input.name));
  return [...new FormData(form)].filter(
    ([name, value]) => typeof value === "string" && !SECRET.has(name) && !secret.has(name),
  );
}

/** The texts of chosen options by value: an option found by search is not among those the server sends next time. */
export function labels(form) {
  const chosen = form.querySelectorAll("select[data-combobox] option:checked");
  return Object.fromEntries([...chosen].map((option) => [option.value, option.textContent]));
}

function put(field, values, texts) {
  if (field.type === "checkbox" || field.type === "radio") {
    field.checked = values.includes(field.value);
  } else if (field.tagName === "SELECT") {
    for (const value of values)
      if (![...field.options].some((option) => option.value === value)) field.add(new Option(texts[value] ?? value, value));
    for (const option of field.options) option.selected = values.includes(option.value);
  } else {
    field.value = values.shift() ?? "";
  }
}

/** Put pairs back; fields that the pairs do not name are emptied, because they were empty when they were read. */
export function write(form, pairs, texts = {}) {
  const values = new Map();
  for (const [name, value] of pairs) values.set(name, [...(values.get(name) ?? []), value]);
  for (const field of form.elements) {
    if (!field.name || SECRET.has(field.name) || ["file", "submit", "button", "password"].includes(field.type)) continue;
    put(field, values.get(field.name) ?? [], texts);
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}
