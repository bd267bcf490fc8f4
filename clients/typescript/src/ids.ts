// Node 18 has it in a module only
const random = globalThis.crypto ?? (await import("node:crypto")).webcrypto;

let lastMillis = 0;
let counter = 0;

/** A new UUID of version 7 (RFC 9562). Ids of one process are in the order in which they were made, also within a millisecond. */
export function newId(): string {
  const now = Date.now();
  if (now > lastMillis) {
    lastMillis = now;
    counter = 0;
  } else if (++counter > 0xfff) {
    lastMillis += 1;
    counter = 0;
  }
  const bytes = random.getRandomValues(new Uint8Array(16));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, Math.floor(lastMillis / 0x10000));
  view.setUint16(4, lastMillis % 0x10000);
  view.setUint16(6, 0x7000 | counter);
  view.setUint8(8, 0x80 | (view.getUint8(8) & 0x3f));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
