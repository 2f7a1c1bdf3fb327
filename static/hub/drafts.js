// Nothing that was written gets lost: a form with data-draft keeps what is in it in this browser tab
// until it is saved (sent.js) or cancelled, over a session that ends and a page that is closed by mistake.
const form = document.querySelector("form[data-draft]");
const key = `draft:${form.dataset.draft}`;
const refused = document.querySelector('[role="alert"]');

const entries = () =>
  [...new FormData(form)].filter(([name]) => !["csrfmiddlewaretoken", "sequence"].includes(name));

const kept = () => JSON.parse(sessionStorage.getItem(key) ?? "null");

let dirty = false;

const keep = () => {
  dirty = true;
  const sequence = form.elements.sequence?.value ?? "";
  sessionStorage.setItem(key, JSON.stringify({ sequence, entries: entries() }));
};

const fill = (draft) => {
  for (const box of form.querySelectorAll("input[type=checkbox]")) box.checked = false;
  for (const [name, value] of draft.entries) {
    const field = form.elements.namedItem(name);
    if (!field) continue;
    if (field.type === "checkbox") field.checked = true;
    else field.value = value;
  }
  if (draft.sequence && form.elements.sequence) form.elements.sequence.value = draft.sequence;
};

const offer = (draft) => {
  const notice = document.createElement("div");
  notice.className = "notice";
  notice.setAttribute("role", "status");
  notice.textContent = "What you wrote here before and did not save is still there. ";
  for (const [word, act] of [
    ["Take it back in", () => fill(draft)],
    ["Throw it away", () => sessionStorage.removeItem(key)],
  ]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button small";
    button.textContent = word;
    button.addEventListener("click", () => {
      act();
      notice.remove();
    });
    notice.append(button);
  }
  form.prepend(notice);
};

if (refused) keep();
else if (kept()) offer(kept());

form.addEventListener("input", keep);
form.addEventListener("change", keep);
form.addEventListener("submit", () => {
  dirty = false;
});
document.querySelector("[data-discard]")?.addEventListener("click", () => {
  dirty = false;
  sessionStorage.removeItem(key);
});
window.addEventListener("beforeunload", (event) => {
  if (dirty) event.preventDefault();
});

// One more contact, address, alias.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-add]");
  if (!button) return;
  const blocks = document.getElementById(`blocks-${button.dataset.add}`);
  for (let place = 1; place <= Number(button.dataset.most); place += 1) {
    if (document.getElementById(`block-${button.dataset.add}.new${place}.`)) continue;
    const url = `${button.dataset.url}place=${place}`;
    await htmx.ajax("GET", url, { target: blocks, swap: "beforeend" });
    blocks.lastElementChild.querySelector("input, select").focus();
    return;
  }
});
