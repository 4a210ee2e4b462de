/** `[data-focus-error]`, the list of what is wrong: puts the focus on the first such field, and its links likewise. */
function fieldOf(link) {
  const named = document.getElementById(link.dataset.focusField);
  if (named && !named.hidden) return named;
  const box = document.getElementById(link.hash.slice(1));
  return box?.querySelector("input:not([type=hidden]):not([hidden]), textarea, select:not([hidden]), button") ?? box;
}

export default function start(summary) {
  const links = [...summary.querySelectorAll("[data-focus-field]")];
  for (const link of links)
    link.addEventListener("click", (event) => {
      event.preventDefault();
      fieldOf(link)?.focus();
    });
  // Comboboxes replace their select first; the focus belongs on what is visible then.
  setTimeout(() => links.length && fieldOf(links[0])?.focus(), 50);
}
