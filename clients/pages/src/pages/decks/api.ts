import { RefusedError } from "../../../../typescript/src/http.ts";
import { AskError, told } from "../../ui/session.ts";

/** A deck as its list and its own address tell it. */
export interface Deck {
  deckId: string;
  path: string[];
  title: string;
  version: number;
  cards: number;
  visibility: "PRIVATE" | "PUBLIC";
  role: "VIEWER" | "EDITOR" | "OWNER";
}

/** A deck that the learner studies; also one that was taken from them since. */
export interface Membership {
  deckId: string;
  path: string[];
  title: string;
  role: "owner" | "learner";
}

export type Kind = "timestamp" | "figure" | "equation" | "section";

/** What a card says. The HTML fields are made and sanitised by the server; without them the texts are shown as they are. */
export interface Content {
  question: string;
  questionHtml?: string;
  provenance?: string;
  tags: string[];
  answer?: { author?: string; text?: string; seeSource?: boolean };
  answerHtml?: string;
  source?: { title: string; locator?: { kind: string; value: string } };
}

export interface Card extends Content {
  cardId: string;
  ordinal: number;
  revision: number;
  retired: boolean;
}

/** A refusal with the members that the problem has beside those of every problem, such as `errors` and `cards`. */
export class Refusal<P> extends AskError {
  constructor(
    told: AskError,
    readonly problem: P,
  ) {
    super(told.message, told.status, told.field, told.type);
  }
}

/** @throws Refusal where the server says no; AskError where it cannot be reached */
export async function refusing<T, P>(asking: () => Promise<T>): Promise<T> {
  try {
    return await asking();
  } catch (failure) {
    if (failure instanceof RefusedError && failure.problem) {
      throw new Refusal(told(failure), failure.problem as unknown as P);
    }
    throw told(failure);
  }
}

/** Sends a deck file. @throws Refusal, AskError */
export function sendFile<T, P>(text: string, query: URLSearchParams, headers: Record<string, string>): Promise<T> {
  return refusing<T, P>(async () => {
    const response = await fetch(`/api/v1/decks/import?${query}`, {
      method: "POST",
      headers: { "Content-Type": "text/plain; charset=utf-8", ...headers },
      body: text,
      cache: "no-store",
      credentials: "same-origin",
    });
    if (!response.ok) {
      throw await RefusedError.of(response);
    }
    return (await response.json()) as T;
  });
}

export interface CardPage {
  version: number;
  changed: boolean;
  cards: Card[];
  next?: string;
}
