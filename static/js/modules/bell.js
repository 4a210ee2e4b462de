/**
 * `data-bell="list id"`: looks once a minute whether the number changed, but only while somebody can see the page, and
 * opens the list of unread notifications in place. Without script it is a link to that list's page.
 */
const MINUTE = 60_000;

export default function start(bell) {
  const list = document.getElementById(bell.dataset.bell);
  const look = () => {
    if (document.visibilityState === "visible") htmx.trigger(bell, "bell:look");
  };
  const timer = setInterval(() => (bell.isConnected ? look() : clearInterval(timer)), MINUTE);
  bell.addEventListener("htmx:beforeSwap", refuseOtherPages);
  if (!list?.showPopover) return;
  list.addEventListener("htmx:beforeSwap", refuseOtherPages);
  bell.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    if (list.matches(":popover-open")) return list.hidePopover();
    list.showPopover();
    htmx.trigger(list, "bell:open");
  });
}

/** Whoever is signed out meanwhile is answered with the sign-in page: the bell stays as it is. */
function refuseOtherPages(event) {
  const { xhr, pathInfo } = event.detail;
  if (new URL(xhr.responseURL).pathname !== pathInfo.requestPath.split("?")[0]) event.detail.shouldSwap = false;
}
