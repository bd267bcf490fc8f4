/** Gives the browser back, so that what a person does comes before the next piece of work. Without a timer, which browsers hold back in hidden tabs. */
export async function turn() {
    const { scheduler } = globalThis;
    await (scheduler?.yield?.() ??
        new Promise((resolve) => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => {
                port1.close();
                resolve();
            };
            port2.postMessage(0);
        }));
}
/** Waits, but not longer than until `signal` is aborted. */
export function pause(seconds, signal) {
    return new Promise((resolve) => {
        if (signal?.aborted) {
            return resolve();
        }
        const timer = setTimeout(resolve, seconds * 1000);
        signal?.addEventListener("abort", () => {
            clearTimeout(timer);
            resolve();
        });
    });
}
