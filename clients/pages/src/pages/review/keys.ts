import { useEffect } from "preact/hooks";
import { read } from "../../ui/language.ts";
import { go } from "../../ui/route.ts";
import { RATINGS } from "./bar.tsx";
import type { ReviewSession } from "./session.ts";

/** Where a choice of the person is kept: `off` where an open card is not to be swiped. */
export const SWIPE = "engram-swipe";
const SWIPE_LEAST = 80;

/** What a key and a button do alike: each is told to screen readers when it is done. */
export interface Acts {
  help: () => void;
  undo: () => void;
  suspend: () => void;
  bury: () => void;
}

/** Space, 1 to 4 and the letters, while nothing else takes keys. A key that is held down counts once. */
export function useKeys(session: ReviewSession, acts: Acts): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const isIn = (parts: string) => (event.target as Partial<Element>).closest?.(parts);
      const isTaken = event.ctrlKey || event.metaKey || event.altKey || isIn("input, select, textarea, dialog, [contenteditable]");
      const isSpace = event.key === " ";
      if (isTaken || (isSpace && isIn("button, a, summary"))) {
        return;
      }
      const rating = RATINGS[Number(event.key) - 1];
      const act = isSpace ? () => goOn(session) : rating ? () => session.isOpen && session.rate(rating) : actions(session, acts)[event.key.toLowerCase()];
      if (act) {
        event.preventDefault();
        void (event.repeat || act());
      }
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, [session]);
}

function goOn(session: ReviewSession): unknown {
  return session.elsewhere ? session.next() : session.isOpen ? session.rate("GOOD") : session.open();
}

function actions(session: ReviewSession, { help, undo, suspend, bury }: Acts): Record<string, () => unknown> {
  return {
    u: undo,
    s: suspend,
    b: bury,
    e: () => edit(session),
    "?": help,
  };
}

/** The address at which the card on the screen is edited, where the person may do so. */
export function editAddress({ card, reader }: ReviewSession): string | undefined {
  return card && reader?.editable.has(card.deckId) ? `/decks/${card.deckId}/cards/${card.cardId}` : undefined;
}

function edit(session: ReviewSession): void {
  const address = editAddress(session);
  if (address) {
    go(address);
  }
}

/** Handlers for an open card: a swipe to the left is Again, to the right Good. Vertical moves stay with the browser (`touch-action`). */
export function swiping(session: ReviewSession): { onPointerDown: (event: PointerEvent) => void; onPointerUp: (event: PointerEvent) => void } {
  let from: PointerEvent | undefined;
  return {
    onPointerDown: (event) => (from = event.pointerType === "touch" && event.isPrimary ? event : undefined),
    onPointerUp: (event) => {
      const [x, y] = from ? [event.clientX - from.clientX, event.clientY - from.clientY] : [0, 0];
      from = undefined;
      if (session.isOpen && !session.elsewhere && Math.abs(x) > SWIPE_LEAST && Math.abs(x) > 2 * Math.abs(y) && read(SWIPE) !== "off") {
        void session.rate(x < 0 ? "AGAIN" : "GOOD");
      }
    },
  };
}
