export { apply, serverSentEvents } from "./changes.js";
export { EngramClient } from "./client.js";
export { Http, RefusedError } from "./http.js";
export { newId } from "./ids.js";
export { idOf, Outbox } from "./outbox.js";
export { pause } from "./pause.js";
export { factOf, Queue } from "./queue.js";
export { AccessTokenSession, CookieSession, TokenSession } from "./session.js";
export { IndexedDbStorage, MemoryStorage } from "./storage.js";
