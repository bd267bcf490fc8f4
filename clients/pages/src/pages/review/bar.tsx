import type { JSX } from "preact";
import type { Rating } from "../../../../typescript/src/index.ts";
import { review } from "../../texts/review.ts";
import { texts } from "../../ui/language.ts";
import { Later } from "../../ui/later.tsx";
import type { ReviewSession } from "./session.ts";
import { secondsOf, timeText } from "./words.ts";

const t = texts(review);

export const elsewherePart = () => import("./elsewhere.tsx");

export const RATINGS: Rating[] = ["AGAIN", "HARD", "GOOD", "EASY"];

/** What can be done with the card on the screen, at the thumb on a phone. */
export function AnswerBar({ session }: { session: ReviewSession }): JSX.Element {
  const { card, isOpen, elsewhere } = session;
  if (!isOpen && !elsewhere) {
    return (
      <div class="answer-bar">
        <button onClick={() => session.open()}>{t.showAnswer} <kbd>{t.space}</kbd></button>
      </div>
    );
  }
  return (
    <div class="answer-bar">
      {elsewhere && card && <Later load={elsewherePart} props={{ of: elsewhere, cardId: card.cardId, next: () => session.next() }} height={0} />}
      {isOpen && (
        <div class="ratings" role="group" aria-label={t.rate}>
          {RATINGS.map((rating, index) => {
            const interval = card?.previews.find((preview) => preview.rating === rating)?.interval;
            return (
              <button key={rating} class={`rating ${rating.toLowerCase()}`} aria-keyshortcuts={`${index + 1}`} onClick={() => void session.rate(rating)}>
                <span class="name">{t.ratings[rating]} <kbd>{index + 1}</kbd></span>
                <span class="interval">{interval ? timeText(secondsOf(interval)) : "\u00a0"}</span>
              </button>
            );
          })}
        </div>
      )}
    </div>
  );
}
