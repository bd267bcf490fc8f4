import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { QueuedCard } from "../../../../typescript/src/index.ts";
import { review } from "../../texts/review.ts";
import { CardText } from "../../ui/card-text.tsx";
import { texts } from "../../ui/language.ts";
import { Later } from "../../ui/later.tsx";
import type { Source } from "./source.tsx";

const t = texts(review);

export const sourcePart = () => import("./source.tsx");

/** What the queue tells of a card beyond what the client needs. */
interface Content {
  answer?: { author?: string; text?: string; seeSource?: boolean };
  source?: Source;
}

/** A card: its question, and when it is open its answer. The focus goes where a person reads next. */
export function Card({ card, isOpen, isFirst }: { card: QueuedCard; isOpen: boolean; isFirst: boolean }): JSX.Element {
  const { questionHtml, answerHtml, answer, source } = card as Omit<QueuedCard, keyof Content> & Content;
  const question = useRef<HTMLElement>(null);
  const back = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isOpen) {
      back.current?.focus({ preventScroll: true });
    } else if (!isFirst) {
      question.current?.focus({ preventScroll: true });
      window.scrollTo(0, 0);
    }
  }, [card, isOpen]);
  return (
    <>
      <section ref={question} tabIndex={-1} class="question" aria-label={t.question}><CardText text={card.question} html={questionHtml} /></section>
      {isOpen && (
        <section ref={back} tabIndex={-1} class="answer" aria-label={t.answer}>
          {(answer?.text || answerHtml) && <CardText text={answer?.text} html={answerHtml} />}
          {answer?.author && <p class="aside" dir="auto">{t.by(answer.author)}</p>}
          {answer?.seeSource && <p class="aside">{t.seeSource}</p>}
          {!answer?.text && !answerHtml && !answer?.seeSource && <p class="aside">{t.noAnswer}</p>}
          {source && <Later load={sourcePart} props={{ of: source }} height={0} />}
        </section>
      )}
    </>
  );
}
