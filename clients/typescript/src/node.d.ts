// The few functions of Node that are used here: no package of types is needed for them.
declare module "node:crypto" {
  export const webcrypto: Crypto;
}

declare module "node:fs/promises" {
  interface FileHandle {
    writeFile(text: string): Promise<void>;
    sync(): Promise<void>;
    close(): Promise<void>;
  }
  export function mkdir(path: string, options: { recursive: boolean; mode: number }): Promise<unknown>;
  export function open(path: string, flags: string, mode: number): Promise<FileHandle>;
  export function readFile(path: string, encoding: "utf8"): Promise<string>;
  export function rename(from: string, to: string): Promise<void>;
}
