import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { hardness } from "../../texts/hardness.ts";
import { Chart } from "../../ui/chart.tsx";
import { dotRangeHeight, drawDotRanges } from "../../ui/dot-range.ts";
import { Empty } from "../../ui/empty.tsx";
import { Figure } from "../../ui/figure.tsx";
import { decimal, percent } from "../../ui/format.ts";
import { texts, whole } from "../../ui/language.ts";
import { Notice } from "../../ui/notice.tsx";
import { Table, type Column } from "../../ui/table.tsx";
import { Folded } from "./folded.tsx";
import { indistinguishable, type Interval, type Report, type TagHardness, type ValueInterval } from "./report.ts";

const t = texts(hardness);
const MOST_IN_CHART = 60;

const intervalOf = ({ low, high }: Interval) => t.intervalOf(low, high);
const rate = ({ baseline }: TagHardness) => (baseline.rate === null ? "–" : percent(baseline.rate, 1));
const place = ({ baseline }: TagHardness) => (baseline.rank === null ? "–" : Number.isInteger(baseline.rank) ? whole(baseline.rank) : decimal(baseline.rank));
/** A chance that is not surely 0 or 1 is never shown as either. */
const chance = (p: number) => (p > 0 && p < 0.01 ? `< ${percent(0.01)}` : p < 1 && p > 0.99 ? `> ${percent(0.99)}` : percent(p));

/** The ranking itself: what it is about, its warnings, the ranks with their intervals, and what may not be ranked. */
export function Ranks({ report, name }: { report: Report; name: string }): JSX.Element {
  const ranked = report.tags.filter(({ eligibility }) => eligibility.kind === "ranked");
  const columns = useMemo(() => rankColumns(report, indistinguishable(report)), [report]);
  const { rows, gamma } = report;
  return (
    <>
      <section class="panel">
        <h2>{report.claim}</h2>
        <div class="figures">
          <Figure label={t.learners} value={whole(rows.learners)} />
          <Figure label={t.cards} value={whole(rows.cards)} />
          <Figure label={t.tags} value={whole(rows.tags)} />
          <Figure label={t.reviews} value={whole(rows.kept)}>{t.reviewsOf(rows.delivered)}</Figure>
          <Figure label={t.lapses} value={whole(rows.lapses)} />
          <Figure label={t.gamma} value={decimal(gamma.value, 3)}>{gamma.source === "estimated" && gamma.lateness ? t.gammaEstimated(decimal(gamma.lateness.se, 3)) : t.gammaSource(gamma.source)}</Figure>
        </div>
      </section>
      <Warnings report={report} />
      {ranked.length === 0 ? <Empty title={t.noneRanked}>{t.noneRankedHint}</Empty> : (
        <>
          <section class="panel"><Caterpillar ranked={ranked} of={report.tags.length} columns={columns} name={name} /></section>
          <section class="panel">
            <h2>{t.table}</h2>
            <p class="aside">{t.tableHint} {t.sure(percent(report.pairs.distinguishable, 1))}</p>
            <Table caption={t.table} hideCaption columns={columns} rows={ranked} rowKey={({ tag }) => tag} sort={{ key: "rank", down: false }} pageSize={50} />
          </section>
          <Folded title={t.sizes} hint={t.sizesHint}><Table caption={t.sizes} hideCaption columns={sizeColumns} rows={ranked} rowKey={({ tag }) => tag} pageSize={50} /></Folded>
        </>
      )}
      <Unranked tags={report.tags.filter(({ eligibility }) => eligibility.kind !== "ranked")} />
    </>
  );
}

function Warnings({ report: { warnings, fit, rows } }: { report: Report }): JSX.Element | null {
  const all = [...(fit.converged ? [] : [t.notConverged]), ...warnings.map(({ sentence }) => sentence), ...fit.warnings, ...rows.notes];
  return all.length === 0 ? null : (
    <Notice kind="error">
      <strong>{t.warnings}</strong>
      <ul class="plain">{all.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
    </Notice>
  );
}

function Caterpillar({ ranked, of, columns, name }: { ranked: TagHardness[]; of: number; columns: Column<TagHardness>[]; name: string }): JSX.Element {
  const rows = ranked.slice(0, MOST_IN_CHART);
  const first = rows[0] as TagHardness;
  const summary = t.summary(first.tag, intervalOf(first.drawn), of);
  return (
    <Chart
      title={t.chart}
      level={2}
      summary={rows.length < ranked.length ? `${summary} ${t.shown(rows.length, ranked.length)}` : summary}
      name={name}
      columns={[...columns, ...downloadColumns]}
      rows={rows}
      height={dotRangeHeight(rows.length)}
      draw={(plot, width) =>
        drawDotRanges(
          plot,
          width,
          rows.map((row) => ({ label: row.tag, value: row.medianRank, low: row.drawn.low, high: row.drawn.high, note: rate(row) })),
          { label: t.rankAxis, domain: [0.5, Math.max(of, 2) + 0.5], format: whole, noteLabel: t.lapseNote, isWhole: true },
        )
      }
    />
  );
}

const withInterval = (of: ValueInterval | null, show: (value: number) => string) =>
  of === null ? "–" : <>{show(of.value)}<br /><span class="aside nowrap">{`${show(of.low)} – ${show(of.high)}`}</span></>;

function rankColumns({ tags }: Report, alike: Map<string, string[]>): Column<TagHardness>[] {
  const top = Object.keys(tags[0]?.topK ?? {}).sort((a, b) => Number(a) - Number(b));
  return [
    { key: "tag", title: t.tag, value: ({ tag }) => tag, show: ({ tag, gammaSensitive, note }) => <>{tag}{gammaSensitive && <> <span class="chip warn" title={t.sensitiveHint}>{t.sensitive}</span></>}{note && <><br /><span class="aside">{note}</span></>}</> },
    { key: "rank", title: t.rank, numeric: true, value: ({ medianRank }) => medianRank, show: ({ medianRank, drawn }) => <>{whole(medianRank)}<br /><span class="aside nowrap">{intervalOf(drawn)}</span></> },
    ...top.map((k): Column<TagHardness> => ({ key: `top${k}`, title: t.top(k), numeric: true, value: ({ topK }) => topK[k], show: ({ topK }) => <span class="nowrap">{chance(topK[k] ?? 0)}</span> })),
    { key: "alike", title: t.alike, value: ({ tag }) => alike.get(tag)?.join(", "), show: ({ tag }) => <Alike to={alike.get(tag) ?? []} /> },
    { key: "cards", title: t.cards, numeric: true, value: ({ cards }) => cards, show: ({ cards }) => whole(cards) },
    { key: "learners", title: t.learners, numeric: true, value: ({ learners }) => learners, show: ({ learners }) => whole(learners) },
    { key: "rows", title: t.reviews, numeric: true, value: ({ rows }) => rows, show: ({ rows }) => whole(rows) },
    { key: "rate", title: t.lapseRate, numeric: true, value: ({ baseline }) => baseline.rate ?? undefined, show: (row) => <>{rate(row)}<br /><span class="aside nowrap">{t.placeOf(place(row))}</span></> },
  ];
}

const sizeColumns: Column<TagHardness>[] = [
  { key: "tag", title: t.tag, value: ({ tag }) => tag },
  { key: "effect", title: t.effect, numeric: true, value: ({ effect }) => effect, show: ({ effect, sd }) => <>{decimal(effect, 2)}<br /><span class="aside nowrap">{t.sd} {decimal(sd, 2)}</span></> },
  { key: "at7", title: t.at7, numeric: true, value: ({ lapseAt7Days }) => lapseAt7Days?.value, show: ({ lapseAt7Days }) => withInterval(lapseAt7Days, (value) => percent(value)) },
  { key: "halfLife", title: t.halfLife, numeric: true, value: ({ halfLifeRatio }) => halfLifeRatio?.value, show: ({ halfLifeRatio }) => withInterval(halfLifeRatio, (value) => decimal(value, 2)) },
  { key: "pairwise", title: t.pairwise, numeric: true, value: ({ pairwise }) => pairwise.low, show: ({ pairwise }) => <span class="nowrap">{intervalOf(pairwise)}</span> },
  { key: "simultaneous", title: t.simultaneous, numeric: true, value: ({ simultaneous }) => simultaneous.low, show: ({ simultaneous }) => <span class="nowrap">{intervalOf(simultaneous)}</span> },
];

/** Ends of intervals and the place of the lapse rate, for the table and download of the chart. */
const downloadColumns: Column<TagHardness>[] = [
  { key: "low", title: t.lowEnd, numeric: true, value: ({ drawn }) => drawn.low },
  { key: "high", title: t.highEnd, numeric: true, value: ({ drawn }) => drawn.high },
  { key: "place", title: t.place, numeric: true, value: ({ baseline }) => baseline.rank ?? undefined, show: place },
];

const NAMED = 4;

/** Names where they are few; else their number, which opens to the names. */
function Alike({ to }: { to: string[] }): JSX.Element {
  if (to.length === 0) {
    return <span class="aside">{t.alikeNone}</span>;
  }
  return to.length <= NAMED ? (
    <span class="chips">{to.map((tag) => <span key={tag} class="tag" dir="auto">{tag}</span>)}</span>
  ) : (
    <details class="alike"><summary>{t.alikeCount(to.length)}</summary><p class="aside" dir="auto">{to.join(", ")}</p></details>
  );
}

function Unranked({ tags }: { tags: TagHardness[] }): JSX.Element | null {
  const columns: Column<TagHardness>[] = [
    { key: "tag", title: t.tag, value: ({ tag }) => tag },
    { key: "cards", title: t.cards, numeric: true, value: ({ cards }) => cards, show: ({ cards }) => whole(cards) },
    { key: "learners", title: t.learners, numeric: true, value: ({ learners }) => learners, show: ({ learners }) => whole(learners) },
    { key: "rows", title: t.reviews, numeric: true, value: ({ rows }) => rows, show: ({ rows }) => whole(rows) },
    { key: "why", title: t.why, value: ({ eligibility }) => eligibility.reason, show: ({ eligibility }) => <><span class="chip warn">{t.eligibility[eligibility.kind] ?? eligibility.kind}</span> {eligibility.reason}</> },
  ];
  return tags.length === 0 ? null : (
    <section class="panel">
      <h2>{t.unranked}</h2>
      <Table caption={t.unranked} hideCaption columns={columns} rows={tags} rowKey={({ tag }) => tag} pageSize={50} />
    </section>
  );
}
