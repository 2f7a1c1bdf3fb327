// What somebody writes in a form that came into the page is kept in this browser tab until it is saved or
// cancelled: a session that ends, a page that is closed, or somebody else who was quicker loses nothing.
const region = document.getElementById("drafts");
const mine = `draft:${region.dataset.drafts}`;
const address = (key) => key.split(":").slice(3).join(":");

const keep = (event) => {
  const form = event.target.closest("form[data-draft]");
  if (!form) return;
  const entries = [...new FormData(form)].filter(([name]) => name !== "sequence");
  const kept = { of: form.dataset.draftOf, sequence: form.elements.sequence.value, entries };
  sessionStorage.setItem(`draft:${form.dataset.draft}`, JSON.stringify(kept));
};

document.addEventListener("input", keep);
document.addEventListener("change", keep);

document.addEventListener("click", (event) => {
  const form = event.target.closest("[data-cancel]")?.closest("form[data-draft]");
  if (form) sessionStorage.removeItem(`draft:${form.dataset.draft}`);
});

document.addEventListener("htmx:afterRequest", (event) => {
  const { xhr, successful, requestConfig } = event.detail;
  const draft = requestConfig.elt.dataset.draft; // the form itself may be gone from the page
  if (!successful || !draft || requestConfig.verb !== "post") return;
  const signedOut = xhr.getResponseHeader("HX-Redirect");
  if (!signedOut && !xhr.responseText.includes("data-draft=")) sessionStorage.removeItem(`draft:${draft}`);
});

const fill = (form, draft) => {
  for (const box of form.querySelectorAll("input[type=checkbox]")) box.checked = false;
  for (const [name, value] of draft.entries) {
    const field = form.elements.namedItem(name);
    if (field?.type === "checkbox") field.checked = true;
    else if (field) field.value = value;
  }
  form.elements.sequence.value = draft.sequence;
};

const takeUp = (key, draft) => {
  const button = document.querySelector(`[hx-get="${CSS.escape(address(key))}"]`);
  if (!button) return;
  for (let fold = button.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  const arrived = () => {
    const form = document.querySelector(`form[data-draft="${CSS.escape(key.slice("draft:".length))}"]`);
    if (!form) return;
    document.removeEventListener("htmx:afterSettle", arrived);
    fill(form, draft);
  };
  document.addEventListener("htmx:afterSettle", arrived);
  button.click();
};

const offer = (key) => {
  const draft = JSON.parse(sessionStorage.getItem(key));
  const notice = document.createElement("div");
  notice.className = "notice";
  notice.setAttribute("role", "status");
  notice.textContent = `What you wrote before (${draft.of}) and did not save is still there. `;
  for (const [word, act] of [
    ["Take it up again", () => takeUp(key, draft)],
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
  region.append(notice);
};

// The form over the whole customer has its own page, and offers there.
for (const key of Object.keys(sessionStorage)) if (key.startsWith(mine) && key !== `${mine}edit/`) offer(key);
