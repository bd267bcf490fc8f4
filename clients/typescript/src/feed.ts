import { apply, serverSentEvents, type Copy } from "./changes.js";
import { RefusedError, type Http } from "./http.js";
import { pause, turn } from "./pause.js";
import type { Changes } from "./types.js";

/** What a client brings up to date. */
export interface Fed {
  readonly http: Http;
  readonly copy: Copy;
  /** Its position is that of the last write, which answers are to contain. */
  readonly outbox: { readonly position: string | undefined };
  /** Gets the copy with a page, and the page. */
  took(copy: Copy, page: Changes): void;
}

const LONGEST_PAUSE_SECONDS = 30;

/** What a refusal of a cursor names; some proxies answer 400 without saying why. */
const CURSOR_FIELDS = ["since", "Last-Event-ID", undefined];

/** Reads pages until there are no more. */
export async function pull(fed: Fed): Promise<void> {
  let more = true;
  let hasBegunAnew = false;
  while (more) {
    try {
      const page = await fed.http.json<Changes>("/changes", { query: { since: fed.copy.cursor, after: fed.outbox.position } });
      fed.took(apply(fed.copy, page), page);
      more = page.more;
    } catch (failure) {
      if (hasBegunAnew || !dropsCursor(fed, failure)) {
        throw failure;
      }
      hasBegunAnew = true;
    }
  }
}

/** Reads pages as they come, until `signal` is aborted. Connects again where the stream ends. @throws RefusedError where asking again is of no use */
export async function follow(fed: Fed, signal: AbortSignal): Promise<void> {
  let seconds = 1;
  while (!signal.aborted) {
    try {
      const { cursor } = fed.copy;
      const headers = { Accept: "text/event-stream", ...(cursor === undefined ? {} : { "Last-Event-ID": cursor }) };
      const response = await fed.http.send("/changes/stream", { headers, signal });
      seconds = 1;
      for await (const event of serverSentEvents(response.body ?? new ReadableStream())) {
        if (event.type === "change") {
          const page = JSON.parse(event.data) as Changes;
          fed.took(apply(fed.copy, page), page);
          await turn(); // many pages come at once: what a person does goes before them
        }
      }
    } catch (failure) {
      if (signal.aborted) {
        return;
      }
      const isFinal = failure instanceof RefusedError && failure.isFinal;
      if (isFinal && !dropsCursor(fed, failure)) {
        throw failure;
      }
      seconds = Math.min(LONGEST_PAUSE_SECONDS, (failure as RefusedError).retryAfter ?? seconds * 2);
    }
    await pause(seconds * (0.5 + Math.random() / 2), signal);
  }
}

/** Without its cursor the copy begins anew: the next page drops what is held. @returns whether the cursor was refused */
function dropsCursor({ copy }: Fed, failure: unknown): boolean {
  const isRefused = failure instanceof RefusedError && failure.status === 400 && copy.cursor !== undefined;
  if (!isRefused || !CURSOR_FIELDS.includes(failure.problem?.field)) {
    return false;
  }
  delete copy.cursor;
  return true;
}
