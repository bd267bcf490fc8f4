import { draftsOf } from "../../ui/forget.ts";
import type { Card, Content, Kind } from "./api.ts";

/** A card as the form holds it: each field is there, if only empty. */
export interface Draft {
  question: string;
  author: string;
  answer: string;
  seeSource: boolean;
  tags: string[];
  source: string;
  kind: Kind | "";
  place: string;
  provenance: string;
}

export const EMPTY: Draft = { question: "", author: "", answer: "", seeSource: false, tags: [], source: "", kind: "", place: "", provenance: "" };

export function draftOf(card: Content): Draft {
  return {
    question: card.question,
    author: card.answer?.author ?? "",
    answer: card.answer?.text ?? "",
    seeSource: card.answer?.seeSource ?? false,
    tags: card.tags,
    source: card.source?.title ?? "",
    kind: (card.source?.locator?.kind as Kind | undefined) ?? "",
    place: card.source?.locator?.value ?? "",
    provenance: card.provenance ?? "",
  };
}

/** The card that a draft makes; what is empty is left out, as the API has no empty texts. */
export function contentOf(draft: Draft): Content {
  const answer = { ...optional("author", draft.author.trim()), ...optional("text", draft.answer.trimEnd()), ...(draft.seeSource ? { seeSource: true } : {}) };
  const locator = draft.kind && draft.place.trim() ? { locator: { kind: draft.kind, value: draft.place.trim() } } : {};
  return {
    question: draft.question.trim(),
    tags: draft.tags,
    ...(Object.keys(answer).length > 0 ? { answer } : {}),
    ...(draft.source.trim() ? { source: { title: draft.source.trim(), ...locator } } : {}),
    ...optional("provenance", draft.provenance),
  };
}

function optional<K extends string>(key: K, value: string): Partial<Record<K, string>> {
  return value === "" ? {} : ({ [key]: value } as Record<K, string>);
}

export function isSame(a: Draft, b: Draft): boolean {
  return JSON.stringify(contentOf(a)) === JSON.stringify(contentOf(b));
}

const key = ({ username, deckId, cardId }: Place) => `${draftsOf(username)}${deckId}-${cardId ?? "new"}`;

/** Whose draft of which card. @property cardId - `null` for a new one */
export interface Place {
  username: string;
  deckId: string;
  cardId: string | null;
}

/** What was typed and not saved. @property base the card as it was then; nothing for a new one */
export interface Kept {
  draft: Draft;
  base: Card | null;
}

/** What was kept in this browser tab. */
export function keptDraft(place: Place): Kept | undefined {
  try {
    const kept = sessionStorage.getItem(key(place));
    return kept === null ? undefined : (JSON.parse(kept) as Kept);
  } catch {
    return undefined;
  }
}

/** @param kept nothing forgets it */
export function keepDraft(place: Place, kept?: Kept): void {
  try {
    kept ? sessionStorage.setItem(key(place), JSON.stringify(kept)) : sessionStorage.removeItem(key(place));
  } catch {
    // a private window keeps nothing; the page warns before it is left
  }
}
