// Says that the connection is gone while htmx cannot reach the server, so that nobody types it all again.
function say(gone) {
  for (const word of document.querySelectorAll("[data-offline]")) word.hidden = !gone;
}
document.addEventListener("htmx:sendError", () => say(true));
document.addEventListener("htmx:afterOnLoad", () => say(false));
