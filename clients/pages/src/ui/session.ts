import { Http, RefusedError, type RequestOptions } from "../../../typescript/src/http.ts";
import { CookieSession } from "../../../typescript/src/session.ts";
import { shell } from "../texts/shell.ts";
import { keep, read, texts } from "./language.ts";

/** Who is signed in. */
export interface Account {
  username: string;
  learnerId?: string;
  roles: string[];
}

const t = texts(shell);
const KEPT = "engram-account";

/** The session is a cookie that no script can read, so this holds nothing secret. */
export const http = new Http("", new CookieSession(), (input, init) => fetch(input, init));

/**
 * The session of one person: it asks nothing when another one has signed in since, in this tab or in another one, so that what a person
 * has answered is never sent in the name of somebody else.
 */
export class PersonSession extends CookieSession {
  constructor(readonly username: string) {
    super();
  }

  override headers(): Record<string, string> {
    if (account()?.username !== this.username) {
      throw new RefusedError(401);
    }
    return super.headers();
  }
}

/** A failure with a text for the person at the screen. @property status - 0 where the server was not reached */
export class AskError extends Error {
  constructor(
    message: string,
    readonly status: number,
    readonly field?: string,
    readonly type?: string,
    /** Seconds after which the same may be asked again; absent where it may not. */
    readonly retryAfter?: number,
  ) {
    super(message);
  }
}

let ended: () => void = () => {};

/** @param then called when the server says that nobody is signed in any more */
export function onSessionEnd(then: () => void): void {
  ended = then;
}

/** Asks the API. @throws AskError with a text in the language of the page where it can be, else that of the server */
export async function ask<T>(path: string, options: RequestOptions = {}): Promise<T> {
  try {
    return await http.json<T>(path, options);
  } catch (failure) {
    throw told(failure);
  }
}

/** What a failure of the client says to a person. */
export function told(failure: unknown): AskError {
  if (failure instanceof AskError) {
    return failure;
  }
  if (!(failure instanceof RefusedError)) {
    return new AskError(t.unreachable, 0);
  }
  const { status, problem, retryAfter } = failure;
  if (status === 401 && account() !== null) {
    ended();
  }
  const says = [problem?.title, problem?.detail].filter((part): part is string => !!part).map((part) => part.replace(/\.?$/, "."));
  const text = says.length > 0 ? says.join(" ") : t.answered(status);
  return new AskError(retryAfter ? `${text} ${t.tryAgainIn(retryAfter)}` : text, status, problem?.field, problem?.type, retryAfter);
}

/** Who was signed in when the server was last asked; kept, so that reviews go on without a network. */
export function account(): Account | null {
  const kept = read(KEPT);
  return kept === null ? null : (JSON.parse(kept) as Account);
}

export function remember(who: Account | null): void {
  keep(KEPT, who && JSON.stringify({ username: who.username, learnerId: who.learnerId, roles: who.roles }));
}
