// Toasts go by themselves after a while, but never while somebody points at or stands on them.
const STAY = 8000; // milliseconds; longer with something to press

const region = document.querySelector(".toasts");

const arm = (toast) => {
  if (toast.dataset.armed) return;
  toast.dataset.armed = "yes";
  let timer = 0;
  const go = () => toast.remove();
  const start = () => {
    timer = setTimeout(go, toast.querySelector(".undo") ? 2 * STAY : STAY);
  };
  const stop = () => clearTimeout(timer);
  for (const name of ["pointerenter", "focusin"]) toast.addEventListener(name, stop);
  for (const name of ["pointerleave", "focusout"]) toast.addEventListener(name, start);
  toast.querySelector("[data-dismiss]")?.addEventListener("click", go);
  start();
};

const armAll = () => region.querySelectorAll(".toast").forEach(arm);

new MutationObserver(armAll).observe(region, { childList: true });
armAll();
