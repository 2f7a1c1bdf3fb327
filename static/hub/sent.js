// A draft is forgotten once the server says that it is saved: in a cookie that lasts until then.
const saved = document.cookie.match(/(?:^|; )saved=([^;]*)/);
if (saved) {
  sessionStorage.removeItem(`draft:${decodeURIComponent(saved[1])}`);
  document.cookie = "saved=; max-age=0; path=/";
}
