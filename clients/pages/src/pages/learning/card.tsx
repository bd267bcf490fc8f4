import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { learning } from "../../texts/learning.ts";
import { learningTopic } from "../../texts/learning-topic.ts";
import { Loaded, useAsk } from "../../ui/ask.tsx";
import { Chart, type Plot } from "../../ui/chart.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Figure, proportionText } from "../../ui/figure.tsx";
import { decimal, momentText, percent } from "../../ui/format.ts";
import { texts } from "../../ui/language.ts";
import { Table, type Column } from "../../ui/table.tsx";
import type { StudiedDeck } from "../learning.tsx";
import type { CardRow } from "./cards.tsx";
import { days as dayAxis } from "./plots.ts";
import { Question } from "./questions.tsx";

const t = texts(learningTopic);
const l = texts(learning);

interface Answer {
  reviewId: string;
  reviewedAt: string;
  clientId: string;
  rating: string;
  practice: boolean;
  retracted: boolean;
  flags: string[];
  elapsedDays?: number;
  retrievabilityBefore?: number;
  phase?: string;
  stabilityDays?: number;
  difficulty?: number;
  intervalDays?: number;
}

interface History {
  reviews: Answer[];
  earlier: number;
  leech: boolean;
}

const remarksOf = (answer: Answer) => [...(answer.practice ? [t.practice] : []), ...(answer.retracted ? [t.retracted] : []), ...answer.flags.map((flag) => t.flags[flag] ?? flag)].join(", ");

const COLUMNS: Column<Answer>[] = [
  { key: "when", title: t.when, value: (of) => of.reviewedAt, show: (of) => <span class="line">{momentText(of.reviewedAt)}</span> },
  { key: "rating", title: t.rating, value: (of) => t.ratings[of.rating] ?? of.rating, show: (of) => <span class={`answered ${of.rating.toLowerCase()}`}>{t.ratings[of.rating] ?? of.rating}</span> },
  { key: "elapsed", title: t.elapsed, value: (of) => of.elapsedDays, numeric: true },
  { key: "predicted", title: t.predicted, slug: "calibration", value: (of) => of.retrievabilityBefore, show: (of) => of.retrievabilityBefore !== undefined && percent(of.retrievabilityBefore), numeric: true },
  { key: "state", title: t.state, value: (of) => of.phase && (t.phases[of.phase] ?? of.phase) },
  { key: "stability", title: t.stability, slug: "distribution", value: (of) => of.stabilityDays, show: (of) => of.stabilityDays !== undefined && t.dayCount(of.stabilityDays), numeric: true },
  { key: "difficulty", title: t.difficulty, slug: "distribution", value: (of) => of.difficulty, show: (of) => of.difficulty !== undefined && decimal(of.difficulty), numeric: true },
  { key: "interval", title: t.interval, value: (of) => of.intervalDays, numeric: true },
  { key: "client", title: t.client, value: (of) => of.clientId },
  { key: "remarks", title: t.remarks, value: remarksOf },
];

/** A card: where it stands, and every answer to it. */
export function CardDialog(props: { cardId: string; row: CardRow | undefined; decks: StudiedDeck[]; close: () => void }): JSX.Element {
  const { cardId, row, decks } = props;
  const history = useAsk<History>("/reviews", { cardId, limit: 100 });
  return (
    <Dialog title={t.card} close={props.close} wide>
      <p class="card-question"><Question cardId={cardId} of={decks} /></p>
      {row && (
        <div class="figures">
          <Figure label={l.mastery} slug="mastery" value={percent(row.mastery, 1)}>{t.phases[row.phase] ?? row.phase}{row.suspended && `, ${t.suspended}`}</Figure>
          <Figure label={l.recallNow} slug="recall-now" value={percent(row.recallNow, 1)}>{row.dueAt ? `${t.nextDue} ${momentText(row.dueAt, { dateStyle: "medium" })}` : t.never}</Figure>
          <Figure label={t.stability} slug="distribution" value={t.dayCount(row.stabilityDays)}>{t.difficulty} {decimal(row.difficulty)}</Figure>
          <Figure label={t.lapses} value={row.lapses}>{t.observed}: {proportionText(row.observedRetention)}</Figure>
        </div>
      )}
      <Loaded of={history} height={20}>{(loaded) => <Answers cardId={cardId} loaded={loaded} />}</Loaded>
    </Dialog>
  );
}

function Answers({ cardId, loaded }: { cardId: string; loaded: History }): JSX.Element {
  const [before, setBefore] = useState<string | null>(null);
  const [all, setAll] = useState(loaded);
  const earlier = useAsk<History>(before ? "/reviews" : null, { cardId, limit: 500, before: before ?? undefined });
  useEffect(() => {
    const { data } = earlier;
    if (data) {
      setAll((known) => ({ ...known, earlier: data.earlier, reviews: [...data.reviews, ...known.reviews.filter(({ reviewId }) => !data.reviews.some((other) => other.reviewId === reviewId))] }));
    }
  }, [earlier.data]);
  if (all.reviews.length === 0) {
    return <p class="aside">{t.answersNone}</p>;
  }
  return (
    <>
      {all.leech && <p><span class="chip bad">{t.leech}</span></p>}
      <Growth answers={all.reviews.filter(({ stabilityDays, retracted }) => stabilityDays !== undefined && !retracted)} />
      <h3>{t.answersTitle}</h3>
      <div class="dense"><Table caption={t.answersTitle} hideCaption columns={COLUMNS} rows={all.reviews} rowKey={({ reviewId }) => reviewId} sort={{ key: "when", down: true }} pageSize={25} /></div>
      {all.earlier > 0 && <button class="quiet" disabled={earlier.loading} onClick={() => setBefore(all.reviews[0]?.reviewId ?? null)}>{t.earlier(all.earlier)}</button>}
    </>
  );
}

/** Stability after each answer, the memory's own history. */
function Growth({ answers }: { answers: Answer[] }): JSX.Element | null {
  const [first, last] = [answers[0], answers.at(-1)];
  return first && last && answers.length > 1 ? (
    <Chart
      title={t.historyTitle}
      slug="distribution"
      summary={t.historySummary(answers.length, t.dayCount(first.stabilityDays ?? 0), t.dayCount(last.stabilityDays ?? 0))}
      name="card"
      columns={COLUMNS}
      rows={answers}
      height={160}
      draw={(plot, width) => draw(plot, width, answers)}
    />
  ) : null;
}

function draw(plot: Plot, width: number, answers: Answer[]): SVGSVGElement | HTMLElement {
  const at = (of: Answer) => new Date(of.reviewedAt);
  return plot.plot({
    width,
    height: 160,
    marginLeft: 44,
    x: dayAxis(width),
    y: { label: null, grid: true, zero: true, ticks: 4, tickFormat: (n: number) => t.dayCount(n) },
    marks: [
      plot.line(answers, { x: at, y: "stabilityDays", curve: "step-after", stroke: "var(--series-3)", strokeWidth: 2 }),
      plot.dot(answers, { x: at, y: "stabilityDays", r: 4, stroke: "var(--series-3)", fill: (of: Answer) => (of.rating === "AGAIN" ? "var(--panel)" : "var(--series-3)"), title: (of: Answer) => `${momentText(of.reviewedAt)}: ${t.ratings[of.rating] ?? of.rating}` }),
    ],
    color: { type: "identity" },
  });
}
