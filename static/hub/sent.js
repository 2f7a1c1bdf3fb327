// A draft that was sent is forgotten once another page than its own comes back: then it was saved.
const sent = sessionStorage.getItem("draft:sent");
if (sent && sent !== `draft:${location.pathname}` && !location.pathname.startsWith("/sign-in")) {
  sessionStorage.removeItem(sent);
  sessionStorage.removeItem("draft:sent");
}
