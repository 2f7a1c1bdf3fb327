// Loaded before the page is drawn, so that a chosen theme does not flash. "system" follows the machine.
(() => {
  const KEY = "hub-theme";
  const ORDER = ["system", "light", "dark"];

  const chosen = () => {
    const kept = localStorage.getItem(KEY);
    return ORDER.includes(kept) ? kept : "system";
  };

  const apply = (theme) => {
    document.documentElement.dataset.theme = theme;
    for (const label of document.querySelectorAll("[data-theme-name]")) label.textContent = theme;
  };

  apply(chosen());
  document.addEventListener("DOMContentLoaded", () => apply(chosen()));
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-theme-toggle]")) return;
    const next = ORDER[(ORDER.indexOf(chosen()) + 1) % ORDER.length];
    localStorage.setItem(KEY, next);
    apply(next);
  });
})();
