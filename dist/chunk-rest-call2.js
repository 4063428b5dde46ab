export { t as githubCall } from "./chunk-rest-call.js";
