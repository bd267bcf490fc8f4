import type { JSX } from "preact";
import { hardness } from "../../texts/hardness.ts";
import { Freshness, Loaded, useAsk, type Query } from "../../ui/ask.tsx";
import { useDecks } from "../../ui/decks.ts";
import { Empty } from "../../ui/empty.tsx";
import { Field } from "../../ui/form.tsx";
import { dayText } from "../../ui/format.ts";
import { texts } from "../../ui/language.ts";
import { Notice } from "../../ui/notice.tsx";
import { setQuery } from "../../ui/query.ts";
import { useRoute } from "../../ui/route.ts";
import { CsvButton } from "../../ui/csv.tsx";
import { DeckCards, type CardFigures } from "./deck-cards.tsx";
import { DeckCurves, type Curves } from "./deck-curves.tsx";

const t = texts(hardness);

/** Figures of a deck over all its learners, for those who may edit it and for researchers. */
export function DeckFigures({ isResearcher }: { isResearcher: boolean }): JSX.Element {
  const { query } = useRoute();
  const decks = useDecks();
  return (
    <Loaded of={decks} height={30}>
      {(all) => {
        const open = all.filter(({ role }) => isResearcher || role === "OWNER" || role === "EDITOR");
        const chosen = open.find(({ deckId }) => deckId === query.get("deck")) ?? open[0];
        return chosen === undefined ? (
          <Empty title={t.noDecks} action={<a class="button" href="/decks">{t.toDecks}</a>}>{t.noDecksHint}</Empty>
        ) : (
          <div class="stack wide">
            <div class="controls no-print">
              <Field label={t.deck}>
                {(ids) => <select {...ids} class="deck-choice" value={chosen.deckId} onChange={(event) => setQuery({ deck: event.currentTarget.value, topic: null })}>{open.map(({ deckId, title }) => <option key={deckId} value={deckId}>{title}</option>)}</select>}
              </Field>
              <Field label={t.from}>{(ids) => <input {...ids} type="date" value={query.get("from") ?? ""} onChange={(event) => setQuery({ from: event.currentTarget.value })} />}</Field>
              <Field label={t.until}>{(ids) => <input {...ids} type="date" value={query.get("to") ?? ""} onChange={(event) => setQuery({ to: event.currentTarget.value })} />}</Field>
              <label class="check"><input type="checkbox" checked={query.get("simulated") === "true"} onChange={(event) => setQuery({ simulated: event.currentTarget.checked ? "true" : null })} /> {t.simulated}</label>
            </div>
            <Figures key={chosen.deckId} deckId={chosen.deckId} title={chosen.title} />
          </div>
        );
      }}
    </Loaded>
  );
}

function Figures({ deckId, title }: { deckId: string; title: string }): JSX.Element {
  const { query } = useRoute();
  const asked: Query = { from: query.get("from") ?? undefined, to: query.get("to") ?? undefined, simulated: query.get("simulated") ?? undefined };
  const cards = useAsk<CardFigures>(`/decks/${deckId}/figures/cards`, { ...asked, limit: 1000 });
  const curves = useAsk<Curves>(`/decks/${deckId}/figures/curves`, asked);
  return (
    <>
      <Notice><strong>{t.dependsTitle}</strong> {t.depends}</Notice>
      <Loaded of={cards} height={36}>
        {(data) =>
          data.cards.length === 0 ? <Empty title={t.noCards}>{t.noCardsHint}</Empty> : data.cards.every((card) => card.learners.hidden) ? (
            <Empty title={t.allHidden} action={query.get("simulated") !== "true" ? <button class="second" onClick={() => setQuery({ simulated: "true" })}>{t.showSimulated}</button> : undefined}>{t.allHiddenHint}</Empty>
          ) : (
            <DeckCards cards={data.cards} name={`${title}-cards`} />
          )
        }
      </Loaded>
      <Loaded of={curves} height={24}>{(data) => <DeckCurves points={data.points} name={`${title}-curve`} />}</Loaded>
      {cards.data && (
        <div class="class-foot">
          <div>
            <Freshness of={{ ...cards.data, asOf: "" }} />
            <p class="basis">{cards.data.from ? t.basisWeeks(dayText(cards.data.from), dayText(cards.data.to)) : t.basisUntil(dayText(cards.data.to))} {t.wholeWeeks}</p>
          </div>
          <div class="actions no-print">
            <span class="aside">{t.cards}</span> <CsvButton path={`/decks/${deckId}/figures/cards`} query={{ ...asked, limit: 1000 }} name={`${title}-cards`} />
            <span class="aside">{t.curve}</span> <CsvButton path={`/decks/${deckId}/figures/curves`} query={asked} name={`${title}-curves`} />
          </div>
        </div>
      )}
    </>
  );
}
