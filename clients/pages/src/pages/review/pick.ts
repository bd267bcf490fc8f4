import type { QueuedCard } from "../../../../typescript/src/index.ts";

/** What is left of a session. */
export interface Left {
  /** The card to show now. */
  card?: QueuedCard;
  /** When nothing is to be shown now: the moment at which a card in the steps comes again, and that card. */
  later?: { at: number; card: QueuedCard };
  learning: number;
  review: number;
  new: number;
}

/** Cards in the steps come when their minute has come, then the others in the order of the queue. One pass, for long queues. */
export function pick(cards: QueuedCard[], now: number, isWanted: (card: QueuedCard) => boolean = () => true): Left {
  const left: Left = { learning: 0, review: 0, new: 0 };
  let first: QueuedCard | undefined;
  for (const card of cards) {
    if (!isWanted(card)) {
      continue;
    }
    if (card.kind !== "LEARNING") {
      left[card.kind === "NEW" ? "new" : "review"] += 1;
      first ??= card;
      continue;
    }
    left.learning += 1;
    const at = Date.parse(card.dueAt ?? "") || 0;
    if (!left.later || at < left.later.at) {
      left.later = { at, card };
    }
  }
  const card = left.later && left.later.at <= now ? left.later.card : first;
  if (card) {
    left.card = card;
    delete left.later;
  }
  return left;
}

/** Whether a card has a tag or one below it, as the API filters. */
export function hasTag(card: QueuedCard, tag: string): boolean {
  return card.tags.some((own) => own === tag || own.startsWith(`${tag}::`));
}
