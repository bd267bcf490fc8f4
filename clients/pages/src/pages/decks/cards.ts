import { useEffect, useState } from "preact/hooks";
import { told, type AskError } from "../../ui/session.ts";
import { askVersioned } from "../../ui/versioned.ts";
import type { Card, CardPage } from "./api.ts";

/** The cards of a deck, as far as they are here. */
export interface Cards {
  cards: Card[];
  version: number;
  isWhole: boolean;
  error?: AskError;
}

/** The deck that was looked at last, so that going from a card back to the deck asks one short question only. */
let latest: (Cards & { deckId: string }) | undefined;

/** All cards of a deck, retired ones too, shown as they arrive: search and tags are about the whole deck. */
export function useCards(deckId: string): Cards & { reload: () => void } {
  const [state, setState] = useState<Cards>(latest?.deckId === deckId ? latest : { cards: [], version: 0, isWhole: false });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    void read(deckId, stop.signal, (cards) => !stop.signal.aborted && setState(cards));
    return () => stop.abort();
  }, [deckId, turn]);
  return { ...state, reload: () => setTurn((n) => n + 1) };
}

async function read(deckId: string, signal: AbortSignal, show: (cards: Cards) => void): Promise<void> {
  const known = latest?.deckId === deckId && latest.isWhole ? latest : undefined;
  try {
    let page = await pageOf(deckId, signal, undefined, known?.version);
    if (page === undefined) {
      return known && show(known); // nothing has changed since
    }
    let cards = page.cards;
    const first = page.version;
    const tell = (isWhole: boolean) => {
      latest = { deckId, cards, version: first, isWhole };
      if (isWhole || !known) {
        show(latest);
      }
    };
    tell(!page.next);
    while (page.next) {
      page = (await pageOf(deckId, signal, page.next)) as CardPage;
      cards = [...cards, ...page.cards];
      tell(!page.next);
    }
    if (page.changed) {
      await read(deckId, signal, show); // somebody changed the deck meanwhile
    }
  } catch (failure) {
    if (!signal.aborted) {
      show({ ...(known ?? { cards: [], version: 0, isWhole: false }), error: told(failure) });
    }
  }
}

/** @return nothing where the deck is still at the version `known` */
async function pageOf(deckId: string, signal: AbortSignal, cursor?: string, known?: number): Promise<CardPage | undefined> {
  const headers = known ? { headers: { "If-None-Match": `"${known}"` } } : {};
  try {
    return (await askVersioned<CardPage>(`/decks/${deckId}/cards`, { query: { limit: 500, includeRetired: "true", cursor }, signal, ...headers })).data;
  } catch (failure) {
    if (told(failure).status === 304) {
      return undefined;
    }
    throw failure;
  }
}

/** A card of the deck that was looked at last, if it is here. */
export function knownCard(deckId: string, cardId: string): Card | undefined {
  return latest?.deckId === deckId ? latest.cards.find((card) => card.cardId === cardId) : undefined;
}
