import type { Asked } from "./ask.tsx";
import { useAllPages } from "./all-pages.ts";

export interface Deck {
  deckId: string;
  title: string;
  cards: number;
  role: string;
}

/** All decks that the person may see. */
export function useDecks(): Asked<Deck[]> {
  return useAllPages("/decks", { limit: 500 }, (page: { decks: Deck[]; next?: string }) => page.decks);
}
