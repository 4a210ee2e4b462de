/**
 * `<input data-date="date">` or `data-date="datetime-local"`: dates are typed as words the server understands; this adds
 * a button that opens the browser's own calendar and writes what was picked.
 */
import { words } from "../words.js";

export default function start(input) {
  const picker = Object.assign(document.createElement("input"), { type: input.dataset.date, tabIndex: -1 });
  picker.className = "date-picker";
  picker.setAttribute("aria-hidden", "true");
  const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-icon" });
  button.setAttribute("aria-label", words("pickDate"));
  button.append(calendarIcon());
  const group = Object.assign(document.createElement("div"), { className: "date-group" });
  input.replaceWith(group);
  group.append(input, button, picker);
  button.addEventListener("click", () => picker.showPicker());
  picker.addEventListener("change", () => {
    input.value = picker.value.replace("T", " ");
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
    input.focus();
  });
}

function calendarIcon() {
  const known = document.querySelector("svg.icon use");
  const sprite = known ? known.getAttribute("href").split("#")[0] : "";
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${sprite}#calendar`);
  svg.append(use);
  return svg;
}
