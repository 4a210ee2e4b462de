/** `<form data-dirty-guard>`: the browser asks before somebody leaves with unsaved words. Not for autosaved forms. */
export default function start(form) {
  let isDirty = Boolean(form.querySelector("[aria-invalid=true]"));
  form.addEventListener("input", () => {
    isDirty = true;
  });
  form.addEventListener("submit", () => {
    isDirty = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (isDirty && form.isConnected) event.preventDefault();
  });
}
