// Puts a race of Makespan into any page: <makespan-race lesson="gil"></makespan-race>. Every attribute
// but those below is a setting of a link. The frame is loaded when it comes near the window, and grows
// with what is in it. Events: ready, progress, result, output, python-result, error; each with the
// message as its detail. Calls: run(id), stop(), configure(settings), runPython(code, id).
(() => {
  const site = new URL(".", document.currentScript.src);
  const OWN = ["class", "id", "style", "slot", "title", "height", "hidden", "lang", "dir"];

  class Race extends HTMLElement {
    #frame;
    #waiting = [];
    #ready = false;

    connectedCallback() {
      if (this.#frame) return;
      const query = new URLSearchParams({ embed: "1" });
      for (const { name, value } of this.attributes) {
        if (!OWN.includes(name) && !name.startsWith("data-") && !name.startsWith("aria-")) query.set(name, value);
      }
      this.#frame = Object.assign(document.createElement("iframe"), {
        src: new URL(`?${query}`, site),
        title: this.title || "Makespan: threads or processes?",
        loading: "lazy",
        allow: "cross-origin-isolated; clipboard-write; fullscreen",
      });
      const height = this.getAttribute("height") ?? "480";
      this.#frame.style.cssText = `display:block;width:100%;border:0;height:${parseInt(height, 10) || 480}px`;
      this.style.display ||= "block";
      addEventListener("message", this.#hear);
      this.append(this.#frame);
    }

    disconnectedCallback() {
      removeEventListener("message", this.#hear);
      this.#frame?.remove();
      this.#frame = undefined;
      this.#ready = false;
    }

    run(id = null) {
      this.#say({ type: "run", id });
    }

    stop() {
      this.#say({ type: "stop" });
    }

    configure(settings) {
      this.#say({ type: "configure", settings });
    }

    runPython(code, id = null) {
      this.#say({ type: "run-python", id, code });
    }

    #say(message) {
      if (this.#ready) this.#frame.contentWindow.postMessage({ makespan: 1, ...message }, site.origin);
      else this.#waiting.push(message);
    }

    #hear = ({ source, origin, data }) => {
      if (source !== this.#frame?.contentWindow || origin !== site.origin || data?.makespan !== 1) return;
      const { type, height } = data;
      if (type === "resize") this.#frame.style.height = `${height}px`;
      else this.dispatchEvent(new CustomEvent(type, { detail: data }));
      if (type !== "ready" || this.#ready) return;
      this.#ready = true;
      for (const message of this.#waiting.splice(0)) this.#say(message);
    };
  }

  customElements.define("makespan-race", Race);
})();
