// A draft is forgotten once the server says that it is saved, in a cookie that lasts until then, and all
// of them when somebody signs out: the next one at this browser tab may be somebody else.
const forget = (ending) => {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith("draft:") && key.endsWith(ending)) sessionStorage.removeItem(key);
  }
};

const saved = document.cookie.match(/(?:^|; )saved=([^;]*)/);
if (saved) {
  forget(`:${decodeURIComponent(saved[1])}`);
  document.cookie = "saved=; max-age=0; path=/";
}

document.querySelector("form[data-sign-out]")?.addEventListener("submit", () => forget(""));
