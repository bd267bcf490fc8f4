import type { JSX } from "preact";
import { reviewMore } from "../../texts/review-more.ts";
import { useAsk } from "../../ui/ask.tsx";
import { texts } from "../../ui/language.ts";
import { setQuery } from "../../ui/query.ts";
import type { Filter } from "./reader.ts";

const t = texts(reviewMore);

/** Says that only a part of the cards is studied. */
export default function Part({ deckId, tag }: Filter): JSX.Element {
  const asked = useAsk<{ title: string }>(deckId ? `/decks/${deckId}` : null);
  const deck = deckId && (asked.data?.title ?? "…");
  return (
    <p class="filter">
      <span class="chip" dir="auto">{t.only([deck, tag].filter(Boolean).join(" · "))}</span>
      <button class="quiet" onClick={() => setQuery({ deck: null, tag: null })}>{t.showAll}</button>
    </p>
  );
}
