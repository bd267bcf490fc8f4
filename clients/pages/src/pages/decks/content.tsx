import type { JSX } from "preact";
import { deckAuthors } from "../../texts/deck-authors.ts";
import { decks } from "../../texts/decks.ts";
import { CardText } from "../../ui/card-text.tsx";
import { texts } from "../../ui/language.ts";
import type { Content } from "./api.ts";
import { diff, type Piece } from "./diff.ts";
import { placeText } from "./place.ts";

const t = { ...texts(decks), ...texts(deckAuthors) };

/** A card as a learner sees it, with its answer. */
export function CardFace({ of }: { of: Content }): JSX.Element {
  const hasAnswer = of.answer?.text || of.answer?.seeSource || of.answerHtml;
  return (
    <div class="card-face">
      <div class="face-question">{of.question || of.questionHtml ? <CardText text={of.question} html={of.questionHtml} /> : <span class="aside">{t.noQuestion}</span>}</div>
      <div class="face-answer">
        {of.answer?.author && <p class="aside" dir="auto">{t.answerBy(of.answer.author)}</p>}
        {(of.answer?.text || of.answerHtml) && <CardText text={of.answer?.text} html={of.answerHtml} />}
        {of.answer?.seeSource && <p class="aside">{t.seeSource}</p>}
        {!hasAnswer && <p class="aside">{t.noAnswer}</p>}
      </div>
      {of.source && <p class="aside" dir="auto">{t.source}: {of.source.title}{of.source.locator && ` · ${placeText(of.source.locator)}`}</p>}
      {of.tags.length > 0 && <p class="tags">{of.tags.map((tag) => <span key={tag} class="tag" dir="auto">{tag}</span>)}</p>}
    </div>
  );
}

/** What of a card is compared, each as one text. */
export function fieldsOf(of: Content): Record<string, string> {
  return {
    question: of.question,
    answer: [of.answer?.author && `(${of.answer.author}) `, of.answer?.seeSource && `${t.seeSource}\n`, of.answer?.text].filter(Boolean).join(""),
    tags: of.tags.join(" "),
    source: of.source ? [of.source.title, of.source.locator && placeText(of.source.locator)].filter(Boolean).join(" · ") : "",
    provenance: of.provenance ? (of.provenance === "from-source" ? t.fromSource : of.provenance) : "",
  };
}

/** What becomes of a card, field by field; fields that stay are left out. */
export function CardDiff({ before, after }: { before: Content; after: Content }): JSX.Element {
  const [a, b] = [fieldsOf(before), fieldsOf(after)];
  const changed = Object.keys(a).filter((field) => a[field] !== b[field]);
  if (changed.length === 0) {
    return <p class="aside">{t.noDifference}</p>;
  }
  return (
    <dl class="card-diff">
      {changed.map((field) => (
        <div key={field}>
          <dt>{t.fields[field]}</dt>
          <dd dir="auto"><Pieces of={diff(a[field] ?? "", b[field] ?? "")} /></dd>
        </div>
      ))}
    </dl>
  );
}

/** Additions and removals are marked by a line, a sign and, for screen readers, a word: by more than colour. */
function Pieces({ of }: { of: Piece[] }): JSX.Element {
  return (
    <>
      {of.map(({ kind, text }, index) =>
        kind === "same" ? text
        : kind === "added" ? <ins key={index}><span class="only-spoken">{t.added}: </span>{text}<span class="only-spoken"> {t.endOfChange} </span></ins>
        : <del key={index}><span class="only-spoken">{t.removed}: </span>{text}<span class="only-spoken"> {t.endOfChange} </span></del>,
      )}
    </>
  );
}
