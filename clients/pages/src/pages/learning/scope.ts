import type { Query } from "../../ui/ask.tsx";
import { useRoute } from "../../ui/route.ts";

export const HORIZON = 30;

/** Which cards the figures of this page are about, when, and how far ahead; the address holds it. */
export interface Scope {
  /** Days after the moment asked about. */
  horizon: number;
  /** A day in the past, such as `2026-11-01`; absent: now. */
  asOf: string | undefined;
  deckId: string | undefined;
  /** As most figures take it. */
  cards: Query;
  /** As figures of mastery take it. */
  ahead: Query;
  /** An address of these pages with the same scope. */
  link: (path: string, more?: Record<string, string | undefined>) => string;
}

export function useScope(): Scope {
  const { query } = useRoute();
  const given = Number(query.get("horizon") ?? HORIZON);
  const horizon = Number.isFinite(given) ? Math.min(3650, Math.max(0, given)) : HORIZON;
  const asOf = pastDay(query.get("asOf") ?? "");
  const deckId = query.get("deck") ?? undefined;
  const cards: Query = { asOf: asOf && endOf(asOf), deckId };
  return {
    horizon,
    asOf,
    deckId,
    cards,
    ahead: { ...cards, horizon: horizon === HORIZON ? undefined : horizon },
    link: (path, more = {}) => {
      const kept = { horizon: horizon === HORIZON ? undefined : String(horizon), asOf, deck: deckId, ...more };
      const parts = Object.entries(kept).filter((part): part is [string, string] => part[1] !== undefined);
      return parts.length > 0 ? `${path}?${new URLSearchParams(parts)}` : path;
    },
  };
}

/** A day before today; what is no such day counts as now. */
function pastDay(text: string): string | undefined {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
  return isDay && text < today() ? text : undefined;
}

/** The last moment of a day where the browser is. */
function endOf(day: string): string {
  return new Date(`${day}T23:59:59.999`).toISOString();
}

/** A day so many days later; days of the calendar, as study days are. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The day of today where the browser is. */
export function today(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}
