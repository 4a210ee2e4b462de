/** The theme buttons act at once and save in the background; without script they are an ordinary form. */
export default function start(form) {
  form.addEventListener("submit", (event) => {
    const pressed = event.submitter;
    if (!pressed) return;
    event.preventDefault();
    document.documentElement.dataset.theme = pressed.value;
    for (const button of form.querySelectorAll("[name=theme]"))
      button.setAttribute("aria-pressed", String(button === pressed));
    const body = new URLSearchParams(new FormData(form, pressed));
    fetch(form.action, { method: "POST", body, credentials: "same-origin", redirect: "manual" });
  });
}
