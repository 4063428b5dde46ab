export type Way = "up" | "down";

/** Where a transfer goes, or comes from. */
export interface Place {
  readonly kind: "s3" | "azure";
  /** The server, or for Azure the connection string. */
  readonly url: string;
  /** The bucket or container. */
  readonly root: string;
}
