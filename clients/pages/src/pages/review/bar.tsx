import type { JSX } from "preact";
import type { Rating } from "../../../../typescript/src/index.ts";
import { review } from "../../texts/review.ts";
import { texts } from "../../ui/language.ts";
import type { ReviewSession } from "./session.ts";
import { agoText, secondsOf, timeText } from "./words.ts";

const t = texts(review);

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
      {elsewhere && (
        <div class="notice" role="status">
          <p>{elsewhere.isPutAside ? t.putAside(t.elsewhere[elsewhere.where]) : t.answeredElsewhere(t.elsewhere[elsewhere.where], elsewhere.rating ? t.ratings[elsewhere.rating] : "", agoText(elsewhere.at, Date.now()))}</p>
          <button onClick={() => session.next()}>{t.nextCard} <kbd>{t.space}</kbd></button>
        </div>
      )}
      {isOpen && (
        <div class="ratings" role="group" aria-label={t.rate}>
          {RATINGS.map((rating, index) => {
            const interval = card?.previews.find((preview) => preview.rating === rating)?.interval;
            return (
              <button key={rating} class={`rating ${rating.toLowerCase()}`} aria-keyshortcuts={String(index + 1)} onClick={() => void session.rate(rating)}>
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
