// Starts the page, once it is settled whether it will be reloaded to be isolated (isolation.js).
{
  const { glue, module } = document.currentScript.dataset;
  const beside = (name) => new URL(name, document.baseURI).href;
  const start = async () => {
    await self.isolating;
    // The sandbox of a frame that gives it no origin allows no workers, so nothing could run.
    if (self.origin === "null") throw new Error("sandboxed");
    const { default: begin } = await import(beside(glue));
    await begin({ module_or_path: beside(module) });
  };
  start().catch((error) => {
    // A frame without an origin hears of no rejection.
    crash(error);
    if (self.origin !== "null") throw error;
  });
}
