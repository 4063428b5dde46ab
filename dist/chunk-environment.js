// src/store/environment.ts
/** The environment of this process, where the clients of the services look by themselves, too. */
const processEnv = process.env;
export { processEnv as t };
