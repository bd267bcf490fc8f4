import type { RequestOptions } from "../../../typescript/src/http.ts";
import { http, told, type AskError } from "./session.ts";

/** An answer with the version of the deck that it is about, which goes back as `If-Match`. */
export interface Versioned<T> {
  data: T;
  version: number;
}

/** @throws AskError */
export async function askVersioned<T>(path: string, options: RequestOptions = {}): Promise<Versioned<T>> {
  try {
    const response = await http.send(path, options);
    const version = Number((response.headers.get("ETag") ?? "").replaceAll('"', ""));
    return { data: (await response.json()) as T, version };
  } catch (failure) {
    throw told(failure);
  }
}

/** The header that makes a change fail where somebody else was faster. */
export function ifMatch(version: number): Record<string, string> {
  return { "If-Match": `"${version}"` };
}

/** Whether the problem is of this type. @param kind such as `version-conflict` */
export function isKind(failure: AskError | undefined, kind: string): boolean {
  return failure?.type === `urn:engram:problem:${kind}`;
}
