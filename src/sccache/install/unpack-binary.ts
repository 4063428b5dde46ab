import { createReadStream, createWriteStream } from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { extract } from "tar-stream";

/**
 * Takes the one file called `name`, in whatever folder it is, out of a `.tar.gz` and writes it to the new file
 * `into`, executable. Nothing else of the archive touches the disk.
 * @throws Error when the archive is damaged or has no such file; `into` may then be there in part
 */
export async function unpackBinary(archive: string, name: string, into: string): Promise<void> {
  const members = extract();
  let found = false;
  const taking = async (): Promise<void> => {
    for await (const member of members) {
      if (member.header.type === "file" && path.posix.basename(member.header.name) === name && !found) {
        found = true;
        await pipeline(member, createWriteStream(into, { mode: 0o755, flags: "wx" }));
      } else {
        member.resume();
      }
    }
  };
  await Promise.all([pipeline(createReadStream(archive), createGunzip(), members), taking()]);
  if (!found) throw new Error(`no ${name} in ${path.basename(archive)}`);
}
