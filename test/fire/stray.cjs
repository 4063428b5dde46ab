// Loaded into a step of the built program before its own code (NODE_OPTIONS): raises an error that nothing awaits, as soon as
// somebody would hear it. STRAY says which kind.
const { isMainThread } = require("node:worker_threads");
const { EventEmitter } = require("node:events");

const kinds = {
  rejection: () => void Promise.reject(new Error("a stray rejection")),
  exception: () => {
    throw new Error("a stray exception");
  },
  stream: () => new EventEmitter().emit("error", new Error("a stray stream")),
  value: () => void Promise.reject("a stray value"),
};

if (isMainThread && kinds[process.env.STRAY]) {
  const timer = setInterval(() => {
    if (process.listenerCount("uncaughtException") === 0) return;
    clearInterval(timer);
    setTimeout(kinds[process.env.STRAY], 20);
  }, 5);
  timer.unref();
}
