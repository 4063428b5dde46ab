export { t as explain } from "./chunk-explain2.js";
