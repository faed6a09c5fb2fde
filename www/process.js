// Boots one process: loads the engine's glue, makes an instance with a memory of its own, and leaves
// the rest to Rust. The first message is [WebAssembly.Module]. What goes wrong here, or in a thread of
// the pool, where Rust cannot speak any more, goes to the parent as a string.
const here = import.meta.url;
const fail = (error) => self.postMessage(String(error?.message ?? error));

// The pool's own script starts its threads in a way that the glue warns about and that hides what
// goes wrong in them, so they are pointed at pool.js instead of at the glue.
self.Worker = class extends self.Worker {
  postMessage(message, transfer) {
    if (message?.type === "wasm_bindgen_worker_init") {
      message.mainJS = new URL(`pool.js${new URL(here).search}`, here).href;
      this.addEventListener("message", ({ data }) => data?.trap && fail(data.trap));
      this.addEventListener("error", (event) => {
        event.preventDefault();
        fail(event.message ?? "the script of a thread could not be loaded");
      });
    }
    super.postMessage(message, transfer);
  }
};

const engine = import(`./engine.js${new URL(here).search}`);

self.onmessage = async ({ data: [module] }) => {
  try {
    (await engine).initSync({ module });
  } catch (error) {
    fail(error);
  }
};
