/**
 * Whether a step gave up waiting by one of its own bounds. Where nothing was made to hang or to be slow, the machine was too
 * busy for the cache service of the test or sccache's server to answer: a campaign plays such a case again.
 */
export function gaveUp(output: string): boolean {
  return /its server does not answer|not done after \d+ s|no answer for \d+ s|no end after \d+ s|bytes in \d+ s/.test(
    output,
  );
}
