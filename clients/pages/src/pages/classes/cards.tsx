import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Chart } from "../../ui/chart.tsx";
import { dotRangeHeight, drawDotRanges } from "../../ui/dot-range.ts";
import { Empty } from "../../ui/empty.tsx";
import type { Proportion } from "../../ui/figure.tsx";
import { percent } from "../../ui/format.ts";
import { whole } from "../../ui/language.ts";
import { Notice } from "../../ui/notice.tsx";
import { Table, type Column } from "../../ui/table.tsx";
import { Figures, s, t, useFigures, useMoment, type ClassBasis, type Cohort } from "./model.tsx";

interface CardRow {
  cardId: string;
  question?: string;
  firstAnswerError: Proportion;
}

interface CardsAnswer extends ClassBasis {
  cards: CardRow[];
}

const FIRST = 20;
const question = (card: CardRow) => card.question ?? t.questionUnknown;

const columns: Column<CardRow>[] = [
  { key: "question", title: t.question, value: question, show: (card) => <span dir="auto">{question(card)}</span> },
  { key: "error", title: t.firstError, slug: "first-answer-error", numeric: true, value: ({ firstAnswerError }) => firstAnswerError.value, show: ({ firstAnswerError: { value } }) => (value === undefined ? s.noAnswers : percent(value)) },
  { key: "interval", title: t.interval, numeric: true, value: ({ firstAnswerError }) => firstAnswerError.low, show: ({ firstAnswerError: { low, high } }) => (low === undefined || high === undefined ? "–" : `${percent(low)} ${s.to} ${percent(high)}`) },
  { key: "n", title: t.n, numeric: true, value: ({ firstAnswerError }) => firstAnswerError.n, show: ({ firstAnswerError }) => whole(firstAnswerError.n) },
];

/** The cards that most learners got wrong at first. */
export function HardestCards({ cohort }: { cohort: Cohort }): JSX.Element {
  const { query } = useMoment();
  const [isAll, setAll] = useState(false);
  const path = `/cohorts/${cohort.cohortId}/cards`;
  const asked = useFigures<CardsAnswer>(path, { ...query, limit: 1000 });
  return (
    <>
      <Notice><strong>{t.dependsTitle}</strong> {t.depends}</Notice>
      <Figures of={asked} height={36} csv={{ path, query: { ...query, limit: 1000 }, name: `${cohort.name}-cards` }}>
        {({ cards }) => {
          const rows = isAll ? cards : cards.slice(0, FIRST);
          return cards.length === 0 ? (
            <Empty title={t.noCards}>{t.noCardsHint}</Empty>
          ) : (
            <>
              <section class="panel"><ErrorChart cards={cards.slice(0, FIRST)} name={`${cohort.name}-cards`} /></section>
              <section class="panel">
                <h2>{t.cardsTable}</h2>
                <Table caption={t.shownOf(rows.length, cards.length)} columns={columns} rows={rows} rowKey={({ cardId }) => cardId} sort={{ key: "error", down: true }} />
                {rows.length < cards.length && <div class="actions"><button class="second" onClick={() => setAll(true)}>{t.showAll(cards.length)}</button></div>}
              </section>
            </>
          );
        }}
      </Figures>
    </>
  );
}

function ErrorChart({ cards, name }: { cards: CardRow[]; name: string }): JSX.Element | null {
  const rows = cards.filter(({ firstAnswerError }) => firstAnswerError.value !== undefined);
  const top = rows[0];
  return top === undefined ? null : (
    <Chart
      title={t.cardsTable}
      level={2}
      slug="first-answer-error"
      summary={t.cardsSummary(question(top), percent(top.firstAnswerError.value ?? 0))}
      name={name}
      columns={columns}
      rows={rows}
      height={dotRangeHeight(rows.length)}
      draw={(plot, width) =>
        drawDotRanges(
          plot,
          width,
          rows.map((card) => ({ label: question(card), value: card.firstAnswerError.value ?? 0, low: card.firstAnswerError.low, high: card.firstAnswerError.high })),
          { label: `${t.firstError} →`, domain: [0, 1], format: (value) => percent(value) },
        )
      }
    />
  );
}
