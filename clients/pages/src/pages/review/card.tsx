import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { QueuedCard } from "../../../../typescript/src/index.ts";
import { review } from "../../texts/review.ts";
import { CardText } from "../../ui/card-text.tsx";
import { texts } from "../../ui/language.ts";
import { secondsAt } from "./words.ts";

const t = texts(review);

/** What the queue tells of a card beyond what the client needs. */
interface Content {
  answer?: { author?: string; text?: string; seeSource?: boolean };
  source?: { title: string; url?: string; locator?: { kind: string; value: string } };
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
          {source && <p class="aside">{t.source}: <Source of={source} /></p>}
        </section>
      )}
    </>
  );
}

function Source({ of }: { of: NonNullable<Content["source"]> }): JSX.Element {
  const { title, url, locator } = of;
  const found = url ?? /https?:\/\/\S+/.exec(title)?.[0];
  const address = found && linkTo(found, locator);
  const name = (address && !url && title.replace(found, "").trim()) || title;
  const text = [name, locator && `${t.places[locator.kind] ?? ""} ${locator.value}`].filter(Boolean).join(", ");
  return address ? <a href={address} target="_blank" rel="noopener noreferrer" dir="auto">{text}</a> : <span dir="auto">{text}</span>;
}

/** The address of a source, at the place in the video where there is one. */
function linkTo(found: string, locator: { kind: string; value: string } | undefined): string | undefined {
  if (!/^https?:/.test(found) || !URL.canParse(found)) {
    return undefined;
  }
  const address = new URL(found);
  if (locator?.kind === "timestamp") {
    const seconds = secondsAt(locator.value);
    /(^|\.)(youtube\.com|youtu\.be)$/.test(address.hostname) ? address.searchParams.set("t", `${seconds}s`) : (address.hash = `t=${seconds}`);
  }
  return address.href;
}
