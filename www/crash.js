// Says so when the page itself breaks down: its Rust cannot speak any more.
const crash = (error) => {
  const main = document.querySelector("main");
  const starting = main?.dataset.state === "loading";
  if (!main || main.dataset.crashed || !(starting || error instanceof WebAssembly.RuntimeError)) return;
  main.dataset.state = "failed";
  main.dataset.crashed = "";
  const notice = document.createElement("p");
  Object.assign(notice, { className: "failure", role: "alert" });
  notice.dataset.notice = "page-crashed";
  notice.textContent = `The page ${starting ? "could not start" : "has crashed"}. Please reload it: your settings are kept.`;
  if (starting) main.replaceChildren(notice);
  else main.prepend(notice);
};
addEventListener("error", ({ error }) => crash(error));
addEventListener("unhandledrejection", ({ reason }) => crash(reason));
