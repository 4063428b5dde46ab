/**
 * CRC-32 as arithmetic, so that a checksum can be changed without reading again what it covers.
 * https://github.com/madler/zlib/blob/develop/crc32.c `multmodp`, `crc32_combine`
 */

/** The polynomial of zip and zlib, its bits in reverse. */
const polynomial = 0xedb88320;
const one = 2 ** 31;

/** What a difference between two checksums becomes when `bytes` equal bytes follow in both. */
export function shiftCrc(difference: number, bytes: number): number {
  let shifted = difference;
  for (let power = 0, left = bytes; left > 0; power += 1, left = Math.floor(left / 2)) {
    if (left % 2 === 1) shifted = multiply(powers[power] ?? one, shifted);
  }
  return shifted;
}

/** x to the 8th, 16th, 32nd … power: what 1, 2, 4 … bytes shift by; up to 2^32 bytes. */
const powers = makePowers();

function makePowers(): number[] {
  let power = one >>> 1; // x
  for (let i = 0; i < 3; i += 1) power = multiply(power, power);
  const all = [power];
  while (all.length < 32) {
    power = multiply(power, power);
    all.push(power);
  }
  return all;
}

/** The product of two polynomials, modulo that of the CRC. */
function multiply(a: number, b: number): number {
  let product = 0;
  let factor = b;
  for (let bit = one; bit > 0; bit = Math.floor(bit / 2)) {
    if ((a & bit) !== 0) product ^= factor;
    factor = (factor & 1) === 0 ? factor >>> 1 : (factor >>> 1) ^ polynomial;
  }
  return product >>> 0;
}
