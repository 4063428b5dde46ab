import type { Env } from "../../config/config.ts";
import { withoutCredentials } from "../../config/secrets.ts";
import { usesBackend } from "./backends.ts";
import { type ConfigPlace, readSccacheConfig } from "./sccache-config.ts";

/**
 * The environment for programs that we start, sccache's server and compilers: `env` without the credentials of this step.
 * The server lives as long as the build, any program of which can read what it was started with. Compilers lack nothing:
 * the server runs them with the environment of whoever asks it for a compilation. What is kept is what sccache itself needs
 * where the user has told it to keep entries in S3, Azure or GitHub's cache.
 */
export function programEnvironment(place: ConfigPlace): Env {
  const config = readSccacheConfig(place);
  return withoutCredentials(place.env, (name) => usesBackend(name, place.env, config));
}
