/** When this device holds something newer than the server and other than what is shown, asks which to use. */
import { ago, words } from "../words.js";
import { drop, find } from "./drafts.js";
import { read, write } from "./form-values.js";

function button(text, css, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: css, textContent: text });
  made.addEventListener("click", act);
  return made;
}

function note(text, tone, role) {
  const made = Object.assign(document.createElement("div"), { className: `note tone-${tone}` });
  made.setAttribute("role", role);
  made.append(Object.assign(document.createElement("p"), { textContent: text }));
  return made;
}

export function offerBack(form, key, savedAt, changed) {
  const copy = find(key);
  if (!copy || copy.at <= savedAt || JSON.stringify(copy.entries) === JSON.stringify(read(form))) return;
  const question = note(words("restoreQuestion", { ago: ago(copy.at) }), "warn", "alert");
  const use = button(words("restore"), "btn btn-sm btn-primary", () => {
    write(form, copy.entries, copy.labels);
    question.replaceWith(note(words("restored"), "good", "status"));
    changed();
  });
  const discard = button(words("discard"), "btn btn-sm", () => {
    drop(key);
    question.remove();
  });
  const answers = Object.assign(document.createElement("div"), { className: "btn-list" });
  answers.append(use, discard);
  question.append(answers);
  form.prepend(question);
}
