import { useEffect, useState } from "preact/hooks";
import type { Asked } from "./ask.tsx";
import { ask, told, type AskError } from "./session.ts";

export interface Deck {
  deckId: string;
  title: string;
  cards: number;
  role: string;
}

interface Page {
  decks: Deck[];
  next?: string;
}

/** All decks that the person may see. */
export function useDecks(): Asked<Deck[]> {
  const [state, setState] = useState<{ data?: Deck[]; error?: AskError; loading: boolean }>({ loading: true });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    all(stop.signal).then(
      (data) => setState({ data, loading: false }),
      (failure: unknown) => !stop.signal.aborted && setState({ error: told(failure), loading: false }),
    );
    return () => stop.abort();
  }, [turn]);
  return { data: state.data, error: state.error, loading: state.loading, reload: () => setTurn((n) => n + 1) };
}

async function all(signal: AbortSignal): Promise<Deck[]> {
  const decks: Deck[] = [];
  let cursor: string | undefined;
  do {
    const page: Page = await ask<Page>("/decks", { query: { limit: 500, cursor }, signal });
    decks.push(...page.decks);
    cursor = page.next;
  } while (cursor !== undefined);
  return decks;
}
