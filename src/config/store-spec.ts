/** One place where bundles live, as the user named it. It never holds a credential. */
export type SingleStoreSpec =
  | { readonly kind: "github" }
  | {
      readonly kind: "local";
      /** Absolute, or relative to the working directory. */
      readonly path: string;
      /** Most bytes of all bundles in it; without it there is no bound. */
      readonly maxBytes?: number;
    }
  | {
      readonly kind: "s3";
      readonly bucket: string;
      /** What every object's name begins with, a slash after it; may be empty. */
      readonly prefix: string;
      /** Address of a service that speaks S3; without it AWS itself. */
      readonly endpoint?: string;
      readonly region?: string;
      /** Whether the bucket is part of the path, and not of the host name. */
      readonly pathStyle: boolean;
    }
  | {
      readonly kind: "azure";
      readonly container: string;
      /** As of S3. */
      readonly prefix: string;
      readonly account?: string;
      /** Address of the account's blobs, where it is not that of Azure's public cloud. */
      readonly endpoint?: string;
    }
  | {
      readonly kind: "vercel";
      /** What `/v8/artifacts` comes after; no slash at its end. */
      readonly address: string;
      /** Keeps projects of one team apart; may be empty. */
      readonly prefix: string;
    };

/** Where bundles live: one store, or levels of them, the nearest first. */
export type StoreSpec =
  | SingleStoreSpec
  | {
      readonly kind: "levels" /** Two or more, all different. */;
      readonly levels: readonly SingleStoreSpec[];
    };
