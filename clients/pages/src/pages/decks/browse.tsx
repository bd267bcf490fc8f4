import type { JSX } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { decks } from "../../texts/decks.ts";
import { shared } from "../../texts/shared.ts";
import { shell } from "../../texts/shell.ts";
import { CardText } from "../../ui/card-text.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Field } from "../../ui/form.tsx";
import { texts } from "../../ui/language.ts";
import { Notice, Placeholder } from "../../ui/notice.tsx";
import { setQuery } from "../../ui/query.ts";
import { useRoute } from "../../ui/route.ts";
import { Pager } from "../../ui/table.tsx";
import type { Card, Deck } from "./api.ts";
import { useCards } from "./cards.ts";
import { placeText } from "./place.ts";
import { found, tagsOf } from "./search.ts";
import { TagInput } from "./tags.tsx";

const t = texts(decks);
const s = texts(shared);
const common = texts(shell);

/** Cards at a time: a deck may have 20,000. */
const PAGE = 50;

/** The cards of a deck, with a search whose words, tags and page stand in the address. */
export function Browse({ deck, mayEdit }: { deck: Deck; mayEdit: boolean }): JSX.Element {
  const { query } = useRoute();
  const [words, tags, withRetired] = [query.get("q") ?? "", (query.get("tags") ?? "").split(",").filter(Boolean), query.get("retired") === "1"];
  const all = useCards(deck.deckId);
  const known = useMemo(() => tagsOf(all.cards), [all.cards]);
  const shown = useMemo(() => found(all.cards, words, tags, withRetired), [all.cards, words, tags.join(), withRetired]);
  const retired = useMemo(() => all.cards.filter((card) => card.retired).length, [all.cards]);
  const pages = Math.max(1, Math.ceil(shown.length / PAGE));
  const page = Math.min(pages, Math.max(1, Number(query.get("page")) || 1));
  const change = (values: Record<string, string | null>) => setQuery({ page: null, ...values });
  const isSearch = words !== "" || tags.length > 0;
  const hasNone = all.isWhole && !withRetired && all.cards.length === retired;
  if (hasNone && retired === 0) {
    return <NoCards deck={deck} mayEdit={mayEdit} />;
  }
  return (
    <section class="browse" aria-label={t.cards}>
      <search class="browse-controls">
        <SearchWords words={words} change={(q) => change({ q })} />
        <TagInput label={t.tags} tags={tags} known={known} isClosed change={(chosen) => change({ tags: chosen.join(",") })} />
        {retired > 0 && (
          <label class="tick">
            <input type="checkbox" checked={withRetired} onChange={(event) => change({ retired: event.currentTarget.checked ? "1" : null })} />
            {t.showRetired(retired)}
          </label>
        )}
      </search>
      {all.error && <Notice kind="error" action={<button class="quiet" onClick={all.reload}>{common.tryAgain}</button>}>{all.error.message}</Notice>}
      {all.cards.length === 0 && !all.isWhole ? !all.error && <Placeholder height={24} /> : (
        <>
          <p class="aside" role="status">{resultText(shown.length, all.cards.length - retired, all.isWhole, isSearch)}</p>
          {hasNone ? <NoCards deck={deck} mayEdit={mayEdit} /> : shown.length === 0 ? <Empty title={t.nothingFound} action={<button class="second" onClick={() => change({ q: null, tags: null })}>{t.clearSearch}</button>}>{t.nothingFoundHint}</Empty> : (
            <ol class="card-list" start={(page - 1) * PAGE + 1}>
              {shown.slice((page - 1) * PAGE, page * PAGE).map((card) => (
                <CardRow key={card.cardId} card={card} deckId={deck.deckId} pick={(tag) => !tags.includes(tag) && change({ tags: [...tags, tag].join(",") })} />
              ))}
            </ol>
          )}
          {pages > 1 && <Pager first={(page - 1) * PAGE} size={PAGE} of={shown.length} turn={(first) => (setQuery({ page: first === 0 ? null : first / PAGE + 1 }), window.scrollTo(0, 0))} />}
        </>
      )}
    </section>
  );
}

function NoCards({ deck, mayEdit }: { deck: Deck; mayEdit: boolean }): JSX.Element {
  return (
    <Empty title={t.noCards} action={mayEdit ? <div class="actions"><a class="button" href={`/decks/${deck.deckId}/cards/new`}>{t.addCard}</a><a class="button second" href={`/decks/import?deck=${deck.deckId}`}>{t.importFile}</a></div> : undefined}>
      {mayEdit ? t.noCardsAuthor : t.noCardsReader}
    </Empty>
  );
}

function resultText(shown: number, all: number, isWhole: boolean, isSearch: boolean): string {
  const text = isSearch ? t.foundOf(shown, all) : s.cards(shown);
  return isWhole ? text : `${text} · ${t.moreArriving}`;
}

/** What is typed goes into the address after a short rest, so that each letter does not cost a search. */
function SearchWords({ words, change }: { words: string; change: (words: string) => void }): JSX.Element {
  const [text, setText] = useState(words);
  useEffect(() => {
    if (text === words) {
      return undefined;
    }
    const timer = setTimeout(() => change(text), 150);
    return () => clearTimeout(timer);
  }, [text]);
  useEffect(() => {
    if (words.trim() !== text.trim()) {
      setText(words);
    }
  }, [words]);
  return <Field label={t.searchWords}>{(ids) => <input {...ids} type="search" dir="auto" value={text} onInput={(event) => setText(event.currentTarget.value)} />}</Field>;
}

function CardRow({ card, deckId, pick }: { card: Card; deckId: string; pick: (tag: string) => void }): JSX.Element {
  const { answer, source } = card;
  return (
    <li class={card.retired ? "retired" : undefined}>
      <div class="texts">
        <div class="row-question">
          <a href={`/decks/${deckId}/cards/${card.cardId}`} dir="auto">{card.question}</a>
          {card.retired && <span class="chip">{t.retired}</span>}
        </div>
        {(answer?.text || card.answerHtml || answer?.author) && (
          <div class="row-answer">
            {answer?.author && <span class="aside" dir="auto">{t.answerBy(answer.author)} </span>}
            <CardText text={answer?.text} html={card.answerHtml} />
          </div>
        )}
        {!answer?.text && !card.answerHtml && <p class="aside">{answer?.seeSource ? t.seeSource : t.noAnswer}</p>}
      </div>
      <div class="about">
        <p class="tags">{card.tags.map((tag) => <button key={tag} type="button" class="tag" dir="auto" title={t.searchTag(tag)} onClick={() => pick(tag)}>{tag}</button>)}</p>
        {source && <p class="aside" dir="auto">{source.title}{source.locator && ` · ${placeText(source.locator)}`}</p>}
      </div>
    </li>
  );
}
