import { RefusedError } from "./http.js";
import { idOf } from "./outbox.js";
import { pause } from "./pause.js";
const BATCH = 200;
/** Sends items, in batches of one kind; where the server asks to wait it waits. @param waiting what is to be sent, without what was yielded */
export async function* sendAll(http, waiting, patienceSeconds) {
    let most = BATCH;
    let patience = patienceSeconds;
    for (let items = waiting(); items.length > 0; items = waiting()) {
        const other = items.findIndex((item) => item.kind !== items[0]?.kind);
        const batch = items.slice(0, Math.min(most, other < 0 ? items.length : other));
        let sent;
        try {
            sent = await send(http, batch);
        }
        catch (failure) {
            if (!(failure instanceof RefusedError)) {
                throw failure;
            }
            if (failure.status === 413 && batch.length > 1) {
                most = Math.ceil(batch.length / 2);
            }
            else if (failure.retryAfter !== undefined && failure.retryAfter <= patience) {
                patience -= failure.retryAfter;
                await pause(failure.retryAfter);
            }
            else {
                throw failure;
            }
            continue;
        }
        yield sent;
    }
}
async function send(http, batch) {
    const kind = batch[0]?.kind ?? "reviews";
    const { results, position } = await http.json(`/${kind}`, { method: "POST", body: { [kind]: batch.map(({ body }) => body) } });
    const rejected = [];
    const receipts = batch.map((item, index) => {
        const result = results[index];
        if (result === undefined) {
            throw new Error(`the answer has ${results.length} results for ${batch.length} items`);
        }
        const receipt = { id: idOf(item), status: result.status, flags: result.flags ?? [], ...(result.problem && { problem: result.problem }) };
        if (result.problem !== undefined) {
            rejected.push({ item, receipt });
        }
        return receipt;
    });
    return { receipts, rejected, position };
}
