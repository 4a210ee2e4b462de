/** `<form data-submit-once>`: a second press does nothing while the first is under way. The server is the real guard. */
import { words } from "../words.js";

export default function start(form) {
  let isSending = false;
  form.addEventListener("submit", (event) => {
    if (isSending) {
      event.preventDefault();
      return;
    }
    isSending = true;
    const pressed = event.submitter;
    pressed?.setAttribute("aria-disabled", "true");
    pressed?.setAttribute("data-sending", words("sending"));
  });
  window.addEventListener("pageshow", () => {
    isSending = false;
    for (const pressed of form.querySelectorAll("[data-sending]")) {
      pressed.removeAttribute("aria-disabled");
      pressed.removeAttribute("data-sending");
    }
  });
}
