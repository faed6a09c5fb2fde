// Isolates the page on hosts that send no headers, and keeps it for when there is no connection: has
// service-worker.js answer for the site, and reloads the page once, so that its headers count.
{
  const { currentScript } = document;
  const framed = self !== top;
  const guard = `makespan-isolation ${location.pathname}`;

  /** The page starts as it is when this has not been settled by then. */
  const deadlineMs = 4_000;
  /** What is kept for later is fetched when the page has been at rest for this long. */
  const restMs = 2_000;

  /** Frames without an origin of their own, and visitors who want nothing stored, have neither of these. */
  const allowed = (ask) => {
    try {
      return ask() ?? null;
    } catch {
      return null;
    }
  };
  const workers = allowed(() => navigator.serviceWorker);
  const memory = allowed(() => sessionStorage);

  const after = (ms) => new Promise((resolve) => setTimeout(resolve, ms, null));

  const register = async () => {
    await workers.register(new URL("service-worker.js", currentScript.src));
    return workers.ready;
  };

  /** Whether a frame here can be isolated: one inside it, answered by the service worker, says. */
  const canBeIsolated = (scope) =>
    new Promise((resolve) => {
      const probe = document.createElement("iframe");
      const settle = (isolated) => {
        removeEventListener("message", hear);
        probe.remove();
        resolve(isolated);
      };
      const hear = ({ source, data }) => source === probe.contentWindow && settle(data === "isolated");
      addEventListener("message", hear);
      after(deadlineMs).then(() => settle(false));
      probe.hidden = true;
      probe.src = new URL("isolation-probe", scope);
      document.documentElement.append(probe);
    });

  /** Whether the page has been reloaded for this already, in which case it is never again. */
  const tried = () => {
    if (!memory) return performance.getEntriesByType("navigation")[0]?.type === "reload";
    if (memory.getItem(guard)) return true;
    memory.setItem(guard, "tried");
    return false;
  };

  const isolate = async () => {
    const { scope } = await register();
    if (framed && !(await canBeIsolated(scope))) return memory?.setItem(guard, "impossible");
    return tried() ? null : "reload";
  };

  /** Ends when the page may start; never, when it is about to be reloaded. */
  const settle = async () => {
    // A page that a service worker has answered for is as isolated as it can become.
    if (!workers || workers.controller || (framed && memory?.getItem(guard))) return;
    const outcome = await Promise.race([isolate().catch(() => null), after(deadlineMs)]);
    if (outcome !== "reload") return;
    location.reload();
    await new Promise(() => {});
  };

  /** Has the site kept as soon as that disturbs nobody. */
  const keep = async () => {
    const busy = () => ["loading", "running"].includes(document.querySelector("main")?.dataset.state);
    do await after(restMs);
    while (busy());
    const { active } = await register();
    active.postMessage("keep");
  };

  if (crossOriginIsolated) memory?.removeItem(guard);
  self.isolating = crossOriginIsolated ? null : settle();
  // While somebody edits the site, nothing is kept: `trunk serve` puts a script into the page.
  const edited = () => document.querySelector("script:not([src], [type$=json])");
  if (workers && !framed) addEventListener("load", () => edited() || keep().catch(() => null));
}
