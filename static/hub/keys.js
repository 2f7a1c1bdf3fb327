// The keyboard. A single letter works wherever nobody is writing; the page says what it means by
// data-key="n" on the link or button to press, data-rows on the list that j and k walk through.
const writing = (element) =>
  element.isContentEditable || element.matches("input:not([type=checkbox]), select, textarea");

const rows = () =>
  [...document.querySelectorAll("[data-rows] [data-row]")].filter((row) => row.checkVisibility());

const walk = (step) => {
  const all = rows();
  if (!all.length) return;
  const at = all.findLastIndex((row) => row.contains(document.activeElement));
  const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
  next.querySelector("[data-open]")?.focus();
  next.scrollIntoView({ block: "nearest" });
};

const focused = () => document.activeElement.closest("[data-row]");

const moves = {
  j: () => walk(1),
  k: () => walk(-1),
  x: () => focused()?.querySelector("input[type=checkbox]")?.click(),
  "?": () => document.getElementById("keys").showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (document.querySelector("dialog[open]")) return;
  if (writing(event.target)) {
    if (event.key !== "Escape") return;
    event.preventDefault(); // a browser empties a search
    event.target.blur();
    return;
  }
  const inRow = focused()?.querySelector(`[data-row-key="${CSS.escape(event.key)}"]`);
  const everywhere = document.querySelectorAll(`[data-key="${CSS.escape(event.key)}"]`);
  const target = inRow ?? [...everywhere].at(-1); // of toasts, the newest one's
  if (target) {
    event.preventDefault();
    if (target.matches("input")) {
      target.focus();
      target.select();
    } else {
      target.click();
    }
  } else if (moves[event.key]) {
    event.preventDefault();
    moves[event.key]();
  }
});
