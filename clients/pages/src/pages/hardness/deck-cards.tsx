import type { JSX } from "preact";
import { hardness } from "../../texts/hardness.ts";
import { Chart } from "../../ui/chart.tsx";
import { dotRangeHeight, drawDotRanges } from "../../ui/dot-range.ts";
import { intervalText } from "../../ui/figure.tsx";
import { decimal, percent } from "../../ui/format.ts";
import { texts, whole } from "../../ui/language.ts";
import { Table, type Column } from "../../ui/table.tsx";

const t = texts(hardness);

/** A share over all learners; without its numbers where it is hidden. */
export interface DeckShare {
  value?: number;
  low?: number;
  high?: number;
  n?: number;
  hidden?: boolean;
}

interface DeckFigure {
  value?: number;
  above?: number;
  below?: number;
  hidden?: boolean;
}

interface CardRow {
  cardId: string;
  question?: string;
  learners: { learners?: number; hidden?: boolean };
  firstAnswerError: DeckShare;
  answers: DeckFigure;
  lapseRate: DeckShare;
  seconds: DeckFigure;
}

export interface CardFigures {
  from?: string;
  to: string;
  dataUpTo?: string;
  caughtUp: boolean;
  parked: boolean;
  simulated: boolean;
  cards: CardRow[];
}

const IN_CHART = 25;
const question = (card: CardRow) => card.question ?? t.questionUnknown;

export function Share({ of }: { of: DeckShare }): JSX.Element {
  return of.hidden ? <span class="aside">{t.hidden}</span> : of.value === undefined || !of.n ? <>–</> : <>{percent(of.value, 1)}<br /><span class="aside nowrap">{intervalText({ ...of, n: of.n })}</span></>;
}

function figure(of: DeckFigure, show: (value: number) => string): JSX.Element | string {
  if (of.hidden) {
    return <span class="aside">{t.hidden}</span>;
  }
  return of.above !== undefined ? `> ${show(of.above)}` : of.below !== undefined ? `< ${show(of.below)}` : of.value === undefined ? "–" : show(of.value);
}

const columns: Column<CardRow>[] = [
  { key: "question", title: t.question, value: question, show: (card) => <span dir="auto">{question(card)}</span> },
  { key: "error", title: t.firstError, slug: "deck-first-answer-error", numeric: true, value: ({ firstAnswerError }) => firstAnswerError.value, show: ({ firstAnswerError }) => <Share of={firstAnswerError} /> },
  { key: "lapses", title: t.lapseRate.replace("*", ""), slug: "deck-lapse-rate", numeric: true, value: ({ lapseRate }) => lapseRate.value, show: ({ lapseRate }) => <Share of={lapseRate} /> },
  { key: "learners", title: t.learners, slug: "deck-learners", numeric: true, value: ({ learners }) => learners.learners, show: ({ learners }) => (learners.hidden ? <span class="aside">{t.hidden}</span> : whole(learners.learners ?? 0)) },
  { key: "answers", title: t.answers, slug: "deck-answers", numeric: true, value: ({ answers }) => answers.value, show: ({ answers }) => figure(answers, whole) },
  { key: "seconds", title: t.seconds, slug: "deck-answer-time", numeric: true, value: ({ seconds }) => seconds.value, show: ({ seconds }) => figure(seconds, (value) => t.secondsText(decimal(value))) },
];

/** Cards of a deck by the share of learners who got them wrong at first. */
export function DeckCards({ cards, name }: { cards: CardRow[]; name: string }): JSX.Element {
  const shown = cards.filter(({ firstAnswerError }) => firstAnswerError.value !== undefined);
  const rows = shown.slice(0, IN_CHART);
  const top = rows[0];
  return (
    <div class="stack wide">
      {top && (
        <section class="panel">
          <Chart
            title={t.cardsFigure}
            level={2}
            slug="deck-first-answer-error"
            summary={`${t.cardsSummary(question(top), percent(top.firstAnswerError.value ?? 0))}${rows.length < shown.length ? ` ${t.shown(rows.length, shown.length)}` : ""}`}
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
        </section>
      )}
      <section class="panel">
        <h2>{t.cardsFigure}</h2>
        <Table caption={t.cardsFigure} hideCaption columns={columns} rows={cards} rowKey={({ cardId }) => cardId} pageSize={50} />
      </section>
    </div>
  );
}
