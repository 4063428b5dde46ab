import { parseStore } from "../../src/config/parse-store.ts";
import { openStore } from "../../src/store/open.ts";
import { settleProxies } from "../../src/store/proxies.ts";
import { silent } from "../logs.ts";

// What a lookup gives, as JSON. In a process of its own, since whom Node trusts is one for a whole process.
settleProxies(process.env);
const spec = parseStore(process.argv[2] ?? "");
if (spec === undefined) throw new Error("no store");
const scopes = { own: "refs/heads/main", base: undefined, defaultBranch: undefined };
const { store } = openStore(spec, { log: silent, scopes, env: process.env });
const found = await store.lookup({ key: "k", fallbacks: [] }).catch((error: Error) => error.message);
console.log(JSON.stringify(found));
