// [data-copy="id"] copies what the element of that id says.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
  const toast = document.getElementById("toast-template").content.cloneNode(true);
  toast.querySelector(".text").textContent = "Copied.";
  document.querySelector(".toasts").append(toast);
});
