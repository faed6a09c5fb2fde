// <makespan-race lesson="gil"></makespan-race> puts a race of Makespan into any page. Attributes are the
// settings of a link, and may change. The frame is loaded when it comes near the window, and grows with
// what is in it. Events, with the message as detail: ready, progress, result, output, python-result,
// error. Calls: run(id), stop(), configure(settings), runPython(code, id).
(() => {
  const NAME = "makespan-race";
  // Authors may put the script beside each element.
  if (customElements.get(NAME)) return;
  const site = new URL(".", document.currentScript.src);

  // What any element may have; a setting has no other signs in its name (data-…).
  const OTHER = "class dir embed height hidden id inert lang part role slot style tabindex title width";
  const isSetting = (name) => /^[a-z]+$/.test(name) && !OTHER.split(" ").includes(name);

  class Race extends HTMLElement {
    #frame;
    #waiting = [];
    #ready = false;
    /** Attributes that have changed, until the frame has taken them over. */
    #changed = {};
    #observer = new MutationObserver((changes) => this.#change(changes));

    connectedCallback() {
      if (this.#frame) return;
      this.#frame = Object.assign(document.createElement("iframe"), {
        title: this.title || "Makespan: threads or processes?",
        loading: "lazy",
        allow: "cross-origin-isolated; clipboard-write; fullscreen",
      });
      const height = parseInt(this.getAttribute("height"), 10) || 480;
      this.#frame.style.cssText = `display:block;width:100%;border:0;height:${height}px`;
      this.#load();
      addEventListener("message", this.#hear);
      this.#observer.observe(this, { attributes: true });
      this.append(this.#frame);
    }

    disconnectedCallback() {
      removeEventListener("message", this.#hear);
      this.#observer.disconnect();
      this.#frame?.remove();
      this.#frame = undefined;
      this.#ready = false;
    }

    /** What is moved as a whole keeps its frame. */
    connectedMoveCallback() {}

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

    #load() {
      const query = new URLSearchParams({ embed: "1" });
      for (const { name, value } of this.attributes) if (isSetting(name)) query.set(name, value);
      this.#ready = false;
      this.#changed = {};
      this.#frame.src = new URL(`?${query}`, site);
    }

    #change(changes) {
      const names = changes.map((it) => it.attributeName).filter(isSetting);
      // A lesson has a page of its own.
      if (names.includes("lesson")) return this.#load();
      for (const name of names) this.#changed[name] = this.getAttribute(name);
      this.#settle();
    }

    #settle() {
      if (this.#ready && Object.keys(this.#changed).length) this.configure(this.#changed);
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
      // While something runs, most changes are refused.
      if (type.endsWith("result") || data.kind === "stopped") this.#settle();
      if (type !== "ready") return;
      if (this.#ready) this.#changed = {};
      this.#ready = true;
      this.#settle();
      for (const message of this.#waiting.splice(0)) this.#say(message);
    };
  }

  customElements.define(NAME, Race);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`:where(${NAME}:not([hidden])) { display: block }`);
  document.adoptedStyleSheets.push(sheet);
})();
