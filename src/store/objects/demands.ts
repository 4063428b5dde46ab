import { createHash } from "node:crypto";

export interface Demands {
  /** What an upload under the condition that there is no such object yet adds to its last request. */
  onCondition<T>(send: (condition: { readonly IfNoneMatch?: "*" }) => Promise<T>): Promise<T>;
  /** What a request with `body` adds to it. */
  withBody<T>(body: Buffer, send: (digest: { readonly ContentMD5?: string }) => Promise<T>): Promise<T>;
}

/**
 * What one service that speaks S3 demands and another refuses. A request that is refused for it is sent once more, that one alone,
 * and what was learnt holds for those that follow. `statusOf` tells the status of an error.
 *
 * - Conditions: Backblaze's B2 and others answer 501. Whoever writes has looked before.
 * - A digest of each body: a bucket with object lock, at AWS and at B2, answers 400 without one. It costs 1.5 ms for each MB, and needs
 *   MD5, which a machine under FIPS does not have.
 */
export function learnDemands(statusOf: (error: unknown) => number | undefined): Demands {
  const learnt = { hasConditions: true, wantsDigest: false };

  /** Parts are sent at once, so another one may have learnt it while this one was on its way. */
  async function orOnceMore<T>(
    send: () => Promise<T>,
    isRefusal: (error: unknown) => boolean,
    learn: () => void,
  ) {
    try {
      return await send();
    } catch (error) {
      if (!isRefusal(error)) throw error;
      learn();
      return send();
    }
  }

  return {
    onCondition(send) {
      const isAsked = learnt.hasConditions;
      return orOnceMore(
        () => send(learnt.hasConditions ? { IfNoneMatch: "*" } : {}),
        (error) => isAsked && statusOf(error) === 501,
        () => {
          learnt.hasConditions = false;
        },
      );
    },
    withBody(body, send) {
      const isGiven = learnt.wantsDigest;
      return orOnceMore(
        () => send(learnt.wantsDigest ? { ContentMD5: createHash("md5").update(body).digest("base64") } : {}),
        (error) => !isGiven && statusOf(error) === 400 && /content-md5|x-amz-checksum/i.test(String(error)),
        () => {
          learnt.wantsDigest = true;
        },
      );
    },
  };
}
