// What htmx needs of us: the token on each write, the focus kept, and a word when the net is gone.
const say = (text) => {
  const toast = document.getElementById("toast-template").content.cloneNode(true);
  toast.querySelector(".text").textContent = text;
  document.querySelector(".toasts").append(toast);
};

document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = document.body.dataset.csrf;
});

document.addEventListener("htmx:sendError", () =>
  say("The server cannot be reached. Nothing was saved; try again."),
);

document.addEventListener("htmx:responseError", (event) => {
  const status = event.detail.xhr.status;
  if (status === 403) say("You may not do that.");
  else if (status === 404) say("This is not there any more.");
  else if (status === 503) say("The database is busy or away. Try again in a few seconds.");
  else say("Something went wrong. Nothing was saved; try again.");
});

// A piece that came in gets the focus where it asks for it: a message, a field that is edited.
const FIELD = "input:not([type=hidden]), select, textarea";

document.addEventListener("htmx:afterSettle", (event) => {
  const piece = event.detail.elt;
  const form = piece.matches(".fact.editing") ? piece : piece.querySelector(".item-form");
  const field = form?.querySelector(FIELD) ?? null;
  const wanted = form?.querySelector("[data-focus]") ?? field ?? piece.querySelector("[data-focus]");
  if (!wanted) return;
  wanted.focus();
  if (wanted === field && field.select) field.select();
});

// Escape leaves the field that is edited on the spot as it was.
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") event.target.closest(".fact.editing, .item-form")?.querySelector("[data-cancel]").click();
});

for (const form of document.querySelectorAll("form[data-auto-submit]"))
  form.addEventListener("change", () => form.requestSubmit());

// Of two values somebody takes the other one's: [data-take] names the field.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-take]");
  if (!button) return;
  const field = button.closest("form").elements.namedItem(button.dataset.take);
  if (!field) return;
  if (field.type === "checkbox") field.checked = button.dataset.value === "yes";
  else field.value = button.dataset.value;
  field.dispatchEvent(new Event("change", { bubbles: true }));
  button.closest("tr").classList.add("taken");
  field.focus();
});
