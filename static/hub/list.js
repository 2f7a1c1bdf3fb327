// The list of customers changes in place: what stands beside it follows the address.
const form = document.getElementById("list-form");
const results = document.getElementById("results");
const OF_THE_FORM = ["columns", "view"];

const follow = () => {
  const params = new URLSearchParams(location.search);
  for (const field of form.elements) {
    if (!field.name || OF_THE_FORM.includes(field.name) || field === document.activeElement) continue;
    field.value = params.get(field.name) ?? (field.options ? field.options[0].value : "");
  }
  for (const name of ["after", "before", "view"]) params.delete(name);
  for (const field of document.querySelectorAll("[data-query]")) field.value = params;
};

document.addEventListener("htmx:pushedIntoHistory", follow);
document.addEventListener("htmx:replacedInHistory", follow);

// Selecting: the head's box takes the page, Shift all from the last one on.
const boxes = () => [...results.querySelectorAll("[data-row] input[name=id]")];
let last = null;

const tell = () => {
  const all = boxes();
  const count = all.filter((box) => box.checked).length;
  const words = results.querySelector("[data-selected]");
  if (words) words.textContent = `${count} selected`;
  const head = results.querySelector("[data-select-all]");
  head.checked = count === all.length;
  head.indeterminate = count > 0 && count < all.length;
};

results.addEventListener("click", (event) => {
  const box = event.target;
  if (box.matches("[data-select-all]")) {
    for (const one of boxes()) one.checked = box.checked;
    tell();
  } else if (box.matches("input[name=id]")) {
    const all = boxes();
    const ends = [all.indexOf(box), all.indexOf(last)].sort((a, b) => a - b);
    if (event.shiftKey && ends[0] >= 0)
      for (const one of all.slice(ends[0], ends[1] + 1)) one.checked = box.checked;
    last = box;
    tell();
  }
});

// The heads stay in sight (CSS), unless the table is wider than its card, which is then moved sideways.
const fit = () => {
  const card = results.querySelector("[data-fit]");
  card?.classList.toggle("fits", card.firstElementChild.offsetWidth <= card.clientWidth);
};

fit();
addEventListener("resize", fit);
document.addEventListener("htmx:afterSwap", fit);
