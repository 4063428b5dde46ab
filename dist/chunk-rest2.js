export { t as githubCall } from "./chunk-rest.js";
