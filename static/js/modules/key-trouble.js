/** Says that a security key was not read: cancelled, timed out, or not possible on this address. Else nothing would happen. */
export default function start(note) {
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    note.hidden = false;
    note.focus();
  });
}
