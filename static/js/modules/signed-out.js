/**
 * Whoever was signed out meanwhile is answered with the sign-in page, which must not end up inside another page.
 * A form that was sent leads to signing in and back here; what only looks something up while somebody types is silent.
 */
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, requestConfig } = event.detail;
  if (!xhr.responseURL || !new URL(xhr.responseURL).pathname.startsWith("/account/sign-in/")) return;
  event.detail.shouldSwap = false;
  if (requestConfig.triggeringEvent?.type === "submit") location.reload();
});
