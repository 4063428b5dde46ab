/** Where bundles live, as the user named it. */
export type StoreSpec =
  | { readonly kind: "github" }
  | { readonly kind: "local" /** Absolute, or relative to the working directory. */; readonly path: string };
