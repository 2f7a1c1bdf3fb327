// A form that leads to another page says that it is at work, and is not sent twice.
const bar = document.getElementById("progress");

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  bar.classList.add("htmx-request");
  for (const words of form.querySelectorAll("[data-working]")) words.hidden = false;
  const button = event.submitter;
  if (!button) return;
  button.setAttribute("aria-busy", "true");
  setTimeout(() => { // after its value is sent
    button.disabled = true;
  });
});

// Going back shows the page as it was left.
window.addEventListener("pageshow", () => {
  bar.classList.remove("htmx-request");
  for (const words of document.querySelectorAll("[data-working]")) words.hidden = true;
  for (const button of document.querySelectorAll("[aria-busy]")) {
    button.removeAttribute("aria-busy");
    button.disabled = false;
  }
});
