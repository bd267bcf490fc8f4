import type { ComponentChildren, JSX } from "preact";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { pause } from "../../../typescript/src/pause.ts";
import { shared } from "../texts/shared.ts";
import { shell } from "../texts/shell.ts";
import { momentText } from "./format.ts";
import { texts } from "./language.ts";
import { Notice, Placeholder } from "./notice.tsx";
import { ask, told, type AskError } from "./session.ts";

const t = texts(shared);
const common = texts(shell);

/** The state of a question to the API. `data` stays while it is asked again, so that nothing on the page jumps. */
export interface Asked<T> {
  data: T | undefined;
  error: AskError | undefined;
  loading: boolean;
  reload: () => void;
}

export type Query = Record<string, string | number | undefined>;

/** Asks `GET path` and again when path or query change; the answer to an older question is dropped. @param path `null` asks nothing */
export function useAsk<T>(path: string | null, query: Query = {}): Asked<T> {
  const [state, setState] = useState<{ key?: string; data?: T; error?: AskError; loading: boolean }>({ loading: path !== null });
  const [turn, setTurn] = useState(0);
  const key = JSON.stringify([path, query]);
  const latest = useRef("");
  useLayoutEffect(() => { // not after the next frame, as other effects
    if (path === null) {
      return undefined;
    }
    const mine = `${key}${turn}`;
    latest.current = mine;
    setState((before) => (before.loading ? before : { ...before, loading: true }));
    const stop = new AbortController();
    patiently(() => ask<T>(path, { query, signal: stop.signal }), stop.signal).then(
      (data) => latest.current === mine && setState({ key, data, loading: false }),
      (failure: unknown) => latest.current === mine && !stop.signal.aborted && setState((before) => ({ ...(before.key === key ? before : {}), error: told(failure), loading: false })),
    );
    return () => stop.abort();
  }, [key, turn]);
  return useMemo(() => ({ data: state.data, error: state.error, loading: state.loading, reload: () => setTurn((n) => n + 1) }), [state]);
}

const LONGEST_WAIT = 15;
const ATTEMPTS = 5;

/** Asks again when the server was too busy and says when it will not be: it works on few expensive figures at a time. */
export async function patiently<T>(question: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await question();
    } catch (failure) {
      const { status, retryAfter = Infinity } = told(failure);
      if (![429, 503].includes(status) || attempt === ATTEMPTS || retryAfter > LONGEST_WAIT || signal?.aborted) {
        throw failure;
      }
      await pause(retryAfter + Math.random(), signal); // spread, so that the panels of a page do not all come again at once
    }
  }
}

/** Shows what a question came to: a placeholder of about the right height, a failure with a way on, or `children` of the answer. */
export function Loaded<T>(props: {
  of: Asked<T>;
  /** Height of the placeholder in rem. */
  height?: number;
  children: (data: T) => ComponentChildren;
}): JSX.Element {
  const { data, error, loading, reload } = props.of;
  return (
    <div class={loading && data !== undefined ? "is-stale" : undefined} aria-busy={loading}>
      {error && <Notice kind="error" action={<button class="quiet" onClick={reload}>{common.tryAgain}</button>}>{error.message}</Notice>}
      {data !== undefined ? props.children(data) : loading && <Placeholder height={props.height ?? 12} />}
    </div>
  );
}

/** What every answer of figures says about itself. */
export interface Basis {
  asOf: string;
  dataUpTo?: string;
  caughtUp?: boolean;
  parked?: boolean;
  cardsUnknown?: number;
  model?: string;
  weightsVersion?: string;
  simulated?: boolean;
}

/** Says what the figures stand on, and whether something is missing in them. */
export function Freshness({ of }: { of: Basis }): JSX.Element {
  const parts = [of.dataUpTo ? t.dataUpTo(momentText(of.dataUpTo)) : t.noReviews];
  if (of.caughtUp === false) {
    parts.push(t.stillCounting);
  }
  if (of.parked) {
    parts.push(t.parked);
  }
  if (of.cardsUnknown) {
    parts.push(t.cardsUnknown(of.cardsUnknown));
  }
  if (of.model) {
    parts.push(t.model(of.model, of.weightsVersion ?? ""));
  }
  return <p class="basis">{of.simulated && <span class="tag simulated">{t.simulated}</span>} {parts.join(" ")}</p>;
}
