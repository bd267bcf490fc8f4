import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { patiently } from "../../ui/ask.tsx";
import { ask } from "../../ui/session.ts";

interface CardPage {
  cards: { cardId: string; question: string }[];
  next?: string;
}

const known = new Map<string, string>();
const wanted = new Set<string>();
const shown = new Set<() => void>();
/** How far the cards of each deck are read. */
const decks = new Map<string, { cursor?: string; isDone: boolean }>();
let isReading = false;

/** Reads page after page of the decks, each deck in turn, until every question that is shown is known. */
async function read(): Promise<void> {
  const isMissing = () => [...wanted].some((id) => !known.has(id));
  while (isMissing() && [...decks.values()].some(({ isDone }) => !isDone)) {
    for (const [deckId, place] of decks) {
      if (!place.isDone && isMissing()) {
        const page = await patiently(() => ask<CardPage>(`/decks/${deckId}/cards`, { query: { limit: 500, cursor: place.cursor } }));
        page.cards.forEach(({ cardId, question }) => known.set(cardId, question));
        decks.set(deckId, { ...(page.next ? { cursor: page.next } : {}), isDone: page.next === undefined });
        shown.forEach((show) => show());
      }
    }
  }
}

/** The question of a card; figures name cards by ids, and the decks hold the texts. Its id stands there where it is not known. */
export function Question({ cardId, of }: { cardId: string; of: { deckId: string }[] }): JSX.Element {
  const [, again] = useState(0);
  useEffect(() => {
    const show = () => again((n) => n + 1);
    shown.add(show);
    wanted.add(cardId);
    of.forEach(({ deckId }) => decks.has(deckId) || decks.set(deckId, { isDone: false }));
    if (!isReading && !known.has(cardId)) {
      isReading = true;
      queueMicrotask(() => void read().catch(() => {}).finally(() => ((isReading = false), shown.forEach((tell) => tell())))); // without the texts the ids stand there
    }
    return () => {
      shown.delete(show);
      wanted.delete(cardId);
    };
  }, [cardId, of]);
  return <bdi class="question">{known.get(cardId) ?? (isReading ? "…" : cardId)}</bdi>;
}
