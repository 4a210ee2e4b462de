/** `data-dialog-open="id"` opens that native dialog; a press on its backdrop closes it. Escape is the browser's own. */
export default function start(opener) {
  const dialog = document.getElementById(opener.dataset.dialogOpen);
  if (!dialog) return;
  opener.addEventListener("click", (event) => {
    event.preventDefault();
    if (!dialog.open) dialog.showModal();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
}
