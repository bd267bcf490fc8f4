import { RefusedError, type Http } from "./http.js";
import { idOf, type Item, type Rejected } from "./outbox.js";
import { pause } from "./pause.js";
import type { Problem, Receipt } from "./types.js";

/** What became of the first items that waited. */
export interface Sent {
  receipts: Receipt[];
  rejected: Rejected[];
  position: string | undefined;
}

interface Answered {
  results: { status: string; flags?: string[]; problem?: Problem }[];
  position?: string;
}

const BATCH = 200;

/** Sends items, in batches of one kind; where the server asks to wait it waits. @param waiting what is to be sent, without what was yielded */
export async function* sendAll(http: Http, waiting: () => readonly Item[], patienceSeconds: number): AsyncGenerator<Sent> {
  let most = BATCH;
  let patience = patienceSeconds;
  for (let items = waiting(); items.length > 0; items = waiting()) {
    const other = items.findIndex((item) => item.kind !== items[0]?.kind);
    const batch = items.slice(0, Math.min(most, other < 0 ? items.length : other));
    let sent: Sent;
    try {
      sent = await send(http, batch);
    } catch (failure) {
      if (!(failure instanceof RefusedError)) {
        throw failure;
      }
      if (failure.status === 413 && batch.length > 1) {
        most = Math.ceil(batch.length / 2);
      } else if (failure.retryAfter !== undefined && failure.retryAfter <= patience) {
        patience -= failure.retryAfter;
        await pause(failure.retryAfter);
      } else {
        throw failure;
      }
      continue;
    }
    yield sent;
  }
}

async function send(http: Http, batch: Item[]): Promise<Sent> {
  const kind = batch[0]?.kind ?? "reviews";
  const { results, position } = await http.json<Answered>(`/${kind}`, { method: "POST", body: { [kind]: batch.map(({ body }) => body) } });
  const rejected: Rejected[] = [];
  const receipts = batch.map((item, index): Receipt => {
    const result = results[index];
    if (result === undefined) {
      throw new Error(`the answer has ${results.length} results for ${batch.length} items`);
    }
    const receipt: Receipt = { id: idOf(item), status: result.status, flags: result.flags ?? [], ...(result.problem && { problem: result.problem }) };
    if (result.problem !== undefined) {
      rejected.push({ item, receipt });
    }
    return receipt;
  });
  return { receipts, rejected, position };
}
