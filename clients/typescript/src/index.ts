export { apply, serverSentEvents, type Copy, type ServerSentEvent } from "./changes.js";
export { EngramClient, type ClientOptions, type PrefetchOptions } from "./client.js";
export { Http, pause, RefusedError, type RequestOptions } from "./http.js";
export { newId } from "./ids.js";
export { idOf, Outbox, type Item, type Rejected } from "./outbox.js";
export { factOf, Queue, type Fact, type Prefetched } from "./queue.js";
export { AccessTokenSession, CookieSession, TokenSession, type Session } from "./session.js";
export { IndexedDbStorage, MemoryStorage, type Storage } from "./storage.js";
export type * from "./types.js";
