/** One platform that gets a binding of its own. */
export interface Target {
  /** `<process.platform>-<process.arch>`, and the name of the file in dist/zstd. */
  readonly name: string;
  /** zig's name for it, with the oldest C library or system version that the binding must run on. */
  readonly triple: string;
  readonly format: "elf" | "mach-o" | "pe";
  /** Whether zstd's x86-64 assembly can be used: not with Windows' calling convention. */
  readonly assembly: boolean;
}

/** glibc 2.17 is RHEL 7's and older than any that Node 20 runs on; macOS 11 is the first on arm64. */
export const targets: readonly Target[] = [
  { name: "linux-x64", triple: "x86_64-linux-gnu.2.17", format: "elf", assembly: true },
  { name: "linux-arm64", triple: "aarch64-linux-gnu.2.17", format: "elf", assembly: false },
  { name: "win32-x64", triple: "x86_64-windows-gnu", format: "pe", assembly: false },
  { name: "darwin-arm64", triple: "aarch64-macos.11.0", format: "mach-o", assembly: false },
  { name: "darwin-x64", triple: "x86_64-macos.11.0", format: "mach-o", assembly: true },
];
