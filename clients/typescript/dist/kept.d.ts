import type { Prefetched } from "./queue.js";
import type { Storage } from "./storage.js";
export declare function keptQueue(storage: Storage): Promise<Prefetched>;
/** Until all of it is written the queue that was kept before is there, whole. For one call at a time. @returns whether all of it was written */
export declare function keepQueue(storage: Storage, { cards, ...queue }: Prefetched): Promise<boolean>;
