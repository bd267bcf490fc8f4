import { useEffect, useState } from "preact/hooks";
import { patiently, type Asked, type Query } from "./ask.tsx";
import { ask, told, type AskError } from "./session.ts";

/** Asks page after page of a list, so that it can be put in any order; what has come is there meanwhile. @param path `null` asks nothing */
export function useAllPages<A extends { next?: string }, T>(path: string | null, query: Query, itemsOf: (page: A) => T[]): Asked<T[]> {
  const [state, setState] = useState<{ key?: string; data?: T[]; error?: AskError; loading: boolean }>({ loading: path !== null });
  const [turn, setTurn] = useState(0);
  const key = JSON.stringify([path, query]);
  useEffect(() => {
    if (path === null) {
      return undefined;
    }
    const stop = new AbortController();
    setState((before) => (before.key === key ? { ...before, loading: true } : { loading: true }));
    const load = async () => {
      const items: T[] = [];
      let cursor: string | undefined;
      do {
        const page: A = await patiently(() => ask<A>(path, { query: { ...query, cursor }, signal: stop.signal }), stop.signal);
        items.push(...itemsOf(page));
        cursor = page.next;
        if (!stop.signal.aborted) {
          setState({ key, data: [...items], loading: cursor !== undefined });
        }
      } while (cursor !== undefined && !stop.signal.aborted);
    };
    load().catch((failure: unknown) => stop.signal.aborted || setState((before) => ({ ...before, error: told(failure), loading: false })));
    return () => stop.abort();
  }, [key, turn]);
  return { data: state.data, error: state.error, loading: state.loading, reload: () => setTurn((n) => n + 1) };
}
