export { t as explain } from "./chunk-explain3.js";
