// Runs first in a page under test: notes its complaints, its states and the workers it starts.
window.watched = { complaints: [], states: [], workers: [] };
// The server cannot count: a service worker asks for the page, too.
try {
  sessionStorage.loads = Number(sessionStorage.loads ?? 0) + 1;
} catch {
  // Where nothing may be stored nothing is counted.
}
{
  const complain = (words) => watched.complaints.push(String(words));
  for (const level of ["error", "warn"]) {
    const say = console[level].bind(console);
    console[level] = (...words) => {
      complain(words.join(" "));
      say(...words);
    };
  }
  const broken = (event) => complain(event.message ?? `cannot load ${event.target.outerHTML}`);
  addEventListener("error", broken, true);
  addEventListener("unhandledrejection", (event) => complain(event.reason));

  window.Worker = class extends Worker {
    constructor(url, options) {
      super(url, options);
      watched.workers.push({ name: options?.name, worker: this });
    }
  };

  const note = () => {
    const state = document.querySelector("main")?.dataset.state;
    if (state && state !== watched.states.at(-1)) watched.states.push(state);
  };
  const changes = { subtree: true, childList: true, attributes: true, attributeFilter: ["data-state"] };
  new MutationObserver(note).observe(document, changes);

  // A change of the address makes no event; one of an attribute is seen by whoever waits.
  const replace = history.replaceState.bind(history);
  history.replaceState = (...entry) => {
    replace(...entry);
    document.documentElement.dataset.address = location.search;
  };
}
