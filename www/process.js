// Boots one process. The page joins this to the glue of the engine (src/page/engine_script.rs), so that
// a process starts from a single script that is at hand: `initSync`, `__wbg_init` and
// `wbg_rayon_start_worker` are the glue's. The first message is [WebAssembly.Module]; the rest is left
// to Rust. What goes wrong here, or in a thread, where Rust cannot speak any more, goes to the parent
// as a string.
const text = (error) => String(error?.message ?? error);

// The threads of a pool load this script too, for the glue, but have no name.
if (self.name) {
  const fail = (error) => self.postMessage(text(error));

  // The script of the pool does not say when one of its threads is lost.
  self.Worker = class extends self.Worker {
    constructor(url, options) {
      super(url, options);
      if (options?.name) return;
      this.addEventListener("message", ({ data }) => data?.lost && fail(data.lost));
      this.addEventListener("error", (event) => {
        event.preventDefault();
        fail(event.message || "the script of a thread could not be loaded");
      });
    }
  };

  // A panic has been reported when it traps.
  self.addEventListener("error", (event) => self.lastWords && event.preventDefault());

  self.onmessage = ({ data: [module] }) => {
    try {
      initSync({ module });
    } catch (error) {
      fail(error);
    }
  };
}

// What the script of the pool calls in each thread.
export default async (module_or_path, memory) => {
  try {
    await __wbg_init({ module_or_path, memory });
  } catch (error) {
    self.postMessage({ lost: text(error) });
  }
};

const run = wbg_rayon_start_worker;
const guarded = (receiver) => {
  try {
    run(receiver);
  } catch (error) {
    // A panic leaves word of its cause before it traps.
    self.postMessage({ lost: self.lastWords ?? text(error) });
  }
};
export { guarded as wbg_rayon_start_worker };
