/** A message's close button. Messages never vanish by themselves: nobody reads at a speed we know. */
export default function start(message) {
  message.querySelector("[data-message-close]")?.addEventListener("click", () => message.remove());
}
