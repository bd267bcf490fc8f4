import type { JSX } from "preact";
import type { Rating } from "../../../../typescript/src/index.ts";
import { reviewMore } from "../../texts/review-more.ts";
import { review } from "../../texts/review.ts";
import { useAsk } from "../../ui/ask.tsx";
import { language, texts } from "../../ui/language.ts";
import type { Elsewhere } from "./session.ts";
import { unitOf } from "./words.ts";

const t = texts(reviewMore);
const { ratings, space } = texts(review);

/** What became of the card on the screen in another tab or on another device. */
export default function AnsweredElsewhere({ of, cardId, next }: { of: Elsewhere; cardId: string; next: () => void }): JSX.Element {
  const where = t.elsewhere[of.where];
  // a schedule says that there was an answer, not which
  const asked = useAsk<{ reviews: { reviewId: string; rating: Rating }[] }>(of.reviewId ? "/reviews" : null, { cardId, limit: 1 });
  const rating = of.rating ?? asked.data?.reviews.find(({ reviewId }) => reviewId === of.reviewId)?.rating;
  return (
    <div class="notice" role="status">
      <p>{of.isPutAside ? t.putAside(where) : t.answeredElsewhere(where, rating ? ratings[rating] : "", agoText(of.at, Date.now()))}</p>
      <button onClick={next}>{t.nextCard} <kbd>{space}</kbd></button>
    </div>
  );
}

/** Such as "2 minutes ago". */
function agoText(at: string, now: number): string {
  const seconds = Math.max(0, (now - Date.parse(at)) / 1000);
  const [unit, size] = unitOf(seconds);
  return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(-Math.floor(seconds / size), unit);
}
