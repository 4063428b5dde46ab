export { n as env, r as explain } from "./chunk-build3.js";
