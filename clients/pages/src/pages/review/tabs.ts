import type { ChangedSchedule, EngramClient, Item } from "../../../../typescript/src/index.ts";
import { account } from "../../ui/session.ts";
import { storages } from "../../ui/storages.ts";
import type { Sender } from "./sender.ts";
import { takeFirst, takeOrphans } from "./slots.ts";
import { CarefulStorage, database, type Trouble } from "./storage.ts";

/** What other tabs of the person are told. */
type Message = { item: Item } | { schedules: ChangedSchedule[] };

const ADOPT_MILLIS = 60_000;

/** The tabs of one person in this browser: each has a storage of its own, all hear of each other, one listens to the server for all. */
export class Tabs {
  readonly #locks = navigator.locks as LockManager | undefined;
  readonly #channel: BroadcastChannel;
  readonly #end = new AbortController();
  readonly #user: string;
  #resume: () => void = () => {};

  constructor(user: string, heardItem: (item: Item) => void, heardSchedules: (schedules: ChangedSchedule[]) => void) {
    this.#user = user;
    this.#channel = new BroadcastChannel(`engram-${user}`);
    this.#channel.onmessage = ({ data }: MessageEvent<Message>) => ("item" in data ? heardItem(data.item) : heardSchedules(data.schedules));
  }

  /** Without Web Locks nobody could tell whether a storage is in use: there answers are sent at once. */
  async storage(told: (trouble: Trouble | undefined) => void): Promise<CarefulStorage> {
    const slot = this.#locks && (await takeFirst(this.#locks, this.#user));
    if (this.#end.signal.aborted) {
      slot?.release();
    }
    this.#end.signal.addEventListener("abort", () => slot?.release());
    return new CarefulStorage(slot && database(slot.name), told, () => account()?.username === this.#user);
  }

  tell(item: Item): void {
    this.#channel.postMessage({ item } satisfies Message);
  }

  /** Takes over what tabs that are gone have left, now and from time to time. */
  async adopt(sender: Sender, found: (item: Item) => void): Promise<void> {
    if (this.#locks && typeof indexedDB !== "undefined") {
      for (const slot of await takeOrphans(this.#locks, await storages(this.#user))) {
        if (this.#end.signal.aborted) {
          slot.release();
          continue;
        }
        const items = await sender.adopt(slot, new CarefulStorage(database(slot.name), () => {}));
        items.forEach(found);
      }
      if (this.#end.signal.aborted) {
        return;
      }
      const timer = setTimeout(() => void this.adopt(sender, found).then(() => sender.send()), ADOPT_MILLIS);
      this.#end.signal.addEventListener("abort", () => clearTimeout(timer));
    }
  }

  /** One tab follows for all, since a browser opens few connections; another goes on when it is closed. */
  follow(client: EngramClient, news: (news: ChangedSchedule[]) => void, failed: (failure: unknown) => void): void {
    const { signal } = this.#end;
    const run = async () => {
      while (!signal.aborted) {
        try {
          await client.follow(signal, (_, page, own) => {
            if (!page.reset) {
              this.#channel.postMessage({ schedules: page.schedules } satisfies Message);
            }
            news(own);
          });
        } catch (failure) {
          failed(failure);
          await new Promise<void>((resume) => (this.#resume = resume));
        }
      }
    };
    void (this.#locks?.request(`engram-${this.#user}-follow`, { signal }, run) ?? run()).catch(() => {});
  }

  /** After a new sign-in. */
  resume(): void {
    this.#resume();
  }

  close(): void {
    this.#end.abort();
    this.#resume();
    this.#channel.close();
  }
}
