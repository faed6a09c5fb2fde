// Proves that memory can be shared: writes a mark into the one it is sent, and says so.
self.onmessage = ({ data: memory }) => {
  Atomics.store(new Int32Array(memory.buffer), 0, 42);
  self.postMessage(true);
};
