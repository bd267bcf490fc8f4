import type { ComponentChildren, JSX } from "preact";
import { decks } from "../../texts/decks.ts";
import { texts } from "../../ui/language.ts";
import type { Content } from "./api.ts";
import { diff, type Piece } from "./diff.ts";

const t = texts(decks);

/** A card as a learner sees it, with its answer. */
export function CardFace({ of }: { of: Content }): JSX.Element {
  const hasAnswer = of.answer?.text || of.answer?.seeSource || of.answerHtml;
  return (
    <div class="card-face">
      <div class="question"><Text html={of.questionHtml}>{of.question || <span class="aside">{t.noQuestion}</span>}</Text></div>
      <div class="answer">
        {of.answer?.author && <p class="aside" dir="auto">{t.answerBy(of.answer.author)}</p>}
        {(of.answer?.text || of.answerHtml) && <Text html={of.answerHtml}>{of.answer?.text}</Text>}
        {of.answer?.seeSource && <p class="aside">{t.seeSource}</p>}
        {!hasAnswer && <p class="aside">{t.noAnswer}</p>}
      </div>
      {of.source && <p class="aside" dir="auto">{t.source}: {of.source.title}{of.source.locator && ` · ${placeText(of.source.locator)}`}</p>}
      {of.tags.length > 0 && <p class="tags">{of.tags.map((tag) => <span key={tag} class="tag" dir="auto">{tag}</span>)}</p>}
    </div>
  );
}

/** A text of a card: what the server has made of it, else the text with its line ends and fences. */
export function Text({ html, children }: { html?: string | undefined; children: ComponentChildren }): JSX.Element {
  if (html) {
    return <div class="rich" dir="auto" dangerouslySetInnerHTML={{ __html: html }} />;
  }
  return <div class="plain" dir="auto">{typeof children === "string" ? fenced(children) : children}</div>;
}

/** Lines between fences are code. */
function fenced(text: string): ComponentChildren {
  if (!/^(?:`{3,}|~{3,})/m.test(text)) {
    return text;
  }
  const parts: JSX.Element[] = [];
  let lines: string[] = [];
  let fence = "";
  const close = (isCode: boolean) => {
    const content = lines.join("\n");
    if (content !== "" || isCode) {
      parts.push(isCode ? <pre key={parts.length} dir="ltr"><code>{content}</code></pre> : <div key={parts.length}>{content}</div>);
    }
    lines = [];
  };
  for (const line of text.split("\n")) {
    const mark = /^(`{3,}|~{3,})/.exec(line)?.[1] ?? "";
    if (fence === "" && mark !== "") {
      close(false);
      fence = mark;
    } else if (fence !== "" && mark.startsWith(fence) && line.trim() === mark) {
      close(true);
      fence = "";
    } else {
      lines.push(line);
    }
  }
  close(fence !== "");
  return parts;
}

/** Such as "Figure 15.27". */
export function placeText(place: { kind: string; value: string }): string {
  return t.place[place.kind]?.(place.value) ?? place.value;
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
