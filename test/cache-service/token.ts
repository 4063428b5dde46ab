import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** Which refs a run may read, in the order they are searched, and whether it may write the first of them. */
export interface Scope {
  /** The run's own ref: `refs/heads/main`, `refs/pull/7/merge`. */
  readonly ref: string;
  /** The branch a pull request asks to merge into. */
  readonly base?: string;
  /** Whether the service writes for it; runs of untrusted events get a token that only reads. */
  readonly readOnly?: boolean;
}

/** What a token allows, as the service reads it back. */
export interface Grant {
  readonly reads: readonly string[];
  readonly writes: string | undefined;
}

export interface Tokens {
  /** A token as the runner gets it: a JWT whose `ac` claim lists scopes and permissions (1 reads, 2 writes). */
  mint(scope: Scope): string;
  /** What an `authorization` header allows; undefined when the token is not one of ours. */
  read(authorization: string | undefined): Grant | undefined;
}

interface AccessClaim {
  readonly Scope: string;
  readonly Permission: number;
}

const reads = 1;
const writes = 2;

/** Tokens signed with a secret of this service, so that another one's are refused. */
export function createTokens(defaultBranch: string): Tokens {
  const secret = randomBytes(32);
  const sign = (text: string) => createHmac("sha256", secret).update(text).digest();

  return {
    mint({ ref, base, readOnly = false }) {
      const claims: AccessClaim[] = [{ Scope: ref, Permission: readOnly ? reads : reads | writes }];
      for (const other of [base, defaultBranch]) {
        if (other !== undefined && !claims.some((claim) => claim.Scope === other)) {
          claims.push({ Scope: other, Permission: reads });
        }
      }
      const head = encode({ alg: "HS256", typ: "JWT" });
      const body = encode({ ac: JSON.stringify(claims) });
      return `${head}.${body}.${sign(`${head}.${body}`).toString("base64url")}`;
    },

    read(authorization) {
      const [head, body, signature] = authorization?.match(/^Bearer (.+)$/)?.[1]?.split(".") ?? [];
      if (head === undefined || body === undefined || signature === undefined) return undefined;
      const given = Buffer.from(signature, "base64url");
      const right = sign(`${head}.${body}`);
      if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
      const { ac } = JSON.parse(Buffer.from(body, "base64url").toString()) as { ac: string };
      const claims = JSON.parse(ac) as AccessClaim[];
      return {
        reads: claims.filter((claim) => (claim.Permission & reads) !== 0).map((claim) => claim.Scope),
        writes: claims.find((claim) => (claim.Permission & writes) !== 0)?.Scope,
      };
    },
  };
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
