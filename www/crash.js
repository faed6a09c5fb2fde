// Says so when the page itself breaks down, or may not start: its Rust cannot speak.
const words = (starting) => {
  if (self.origin === "null") {
    return [
      "sandboxed-frame",
      "The frame this page is in allows it no workers, so nothing can run here. Its sandbox would need allow-same-origin.",
    ];
  }
  const what = starting ? "could not start" : "has crashed";
  return ["page-crashed", `The page ${what}. Please reload it: your settings are kept.`];
};
const crash = (error) => {
  const main = document.querySelector("main");
  const starting = main?.dataset.state === "loading";
  if (!main || main.dataset.crashed || !(starting || error instanceof WebAssembly.RuntimeError)) return;
  main.dataset.state = "failed";
  main.dataset.crashed = "";
  const notice = document.createElement("p");
  const [kind, text] = words(starting);
  Object.assign(notice, { className: "failure", role: "alert" });
  notice.dataset.notice = kind;
  notice.textContent = text;
  if (self !== top) {
    const link = document.createElement("a");
    const address = new URL(location.href);
    address.searchParams.delete("embed");
    Object.assign(link, { href: address, target: "_blank", rel: "noopener", className: "own-tab" });
    link.textContent = "Open in its own tab";
    notice.append(" ", link);
  }
  if (starting) main.replaceChildren(notice);
  else main.prepend(notice);
};
addEventListener("error", ({ error }) => crash(error));
addEventListener("unhandledrejection", ({ reason }) => crash(reason));
