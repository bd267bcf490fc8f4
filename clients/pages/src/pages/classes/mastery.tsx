import type { JSX } from "preact";
import { Chart } from "../../ui/chart.tsx";
import { dotRangeHeight, drawDotRanges, shareDomain } from "../../ui/dot-range.ts";
import { Bar } from "../../ui/figure.tsx";
import { percent } from "../../ui/format.ts";
import { whole } from "../../ui/language.ts";
import type { Column } from "../../ui/table.tsx";
import { figureText, outerTag, s, sortValue, t, tagName, type ClassBasis, type GroupCount, type GroupFigure } from "./model.tsx";

export const LEVELS = ["none", "low", "middle", "good", "high"] as const;
export type Level = (typeof LEVELS)[number];

export interface TagRow extends Record<Level, GroupCount> {
  tag: string;
  cards: number;
  learners: GroupCount;
  mean: GroupFigure;
  sd?: GroupFigure;
  lowerQuartile: GroupFigure;
  median: GroupFigure;
  upperQuartile: GroupFigure;
  coverage: GroupFigure;
}

export interface ClassMastery extends ClassBasis {
  horizonDays: number;
  tags: TagRow[];
}

const MOST_IN_CHART = 40;

/** Tables of tags: one row each, nested ones within those around them. */
export const byTag = <R extends { tag: string }>(rows: R[]) => ({
  rows,
  rowKey: ({ tag }: R) => tag,
  rowName: ({ tag }: R) => tagName(tag),
  pageSize: 100,
  ...(rows.some(({ tag }) => outerTag(tag) !== undefined) ? { within: ({ tag }: R) => outerTag(tag) } : {}),
});

export const levelName = (level: Level) => s.levels[level.toUpperCase()] ?? level;

/** How many learners have each level: a bar, and beneath it the same in words. */
export function Levels({ of }: { of: TagRow }): JSX.Element {
  const counts = LEVELS.map((level) => ({ level, ...of[level] }));
  const isWhole = counts.every(({ hidden }) => !hidden);
  const sum = counts.reduce((total, { learners = 0 }) => total + learners, 0);
  const shown = counts.filter(({ learners }) => learners).map(({ level, learners = 0 }) => `${whole(learners)}\u00a0${levelName(level).replaceAll(" ", "\u00a0")}`);
  const hidden = counts.filter((of) => of.hidden).map(({ level }) => levelName(level));
  const words = hidden.length > 0 ? [...shown, `${hidden.join(", ")}: ${t.hidden}`] : shown;
  return (
    <div class="levels">
      {isWhole && sum > 0 && (
        <span class="level-bar" aria-hidden="true">
          {counts.filter(({ learners }) => learners).map(({ level, learners = 0 }) => <span key={level} class={`level-${level}`} style={{ inlineSize: `${(learners / sum) * 100}%` }} />)}
        </span>
      )}
      <span class="aside">{words.join(" · ") || t.none}</span>
    </div>
  );
}

function MeanCell({ of, digits = 1 }: { of: GroupFigure; digits?: number }): JSX.Element {
  return <div class="mean-cell"><span>{figureText(of, (value) => percent(value, digits))}</span>{of.value !== undefined && <Bar share={of.value} />}</div>;
}

const half = (row: TagRow) =>
  row.lowerQuartile.hidden || row.upperQuartile.hidden ? t.hidden : `${figureText(row.lowerQuartile)} ${s.to} ${figureText(row.upperQuartile)}`;

export const masteryColumns: Column<TagRow>[] = [
  { key: "tag", title: t.topic, value: ({ tag }) => tagName(tag) },
  { key: "mean", title: t.mean, slug: "class-mean", numeric: true, value: ({ mean }) => sortValue(mean), show: ({ mean }) => <MeanCell of={mean} /> },
  { key: "median", title: t.median, slug: "class-spread", numeric: true, value: ({ median }) => sortValue(median), show: ({ median }) => figureText(median) },
  { key: "half", title: t.middleHalf, slug: "class-spread", numeric: true, value: ({ lowerQuartile }) => sortValue(lowerQuartile), show: half },
  { key: "sd", title: t.spread, slug: "class-spread", numeric: true, value: ({ sd }) => sortValue(sd), show: ({ sd }) => figureText(sd, (value) => percent(value, 1)) },
  { key: "levels", title: t.levels, slug: "class-levels", value: ({ none, low }) => (none.hidden || low.hidden ? undefined : (none.learners ?? 0) + (low.learners ?? 0)), show: (row) => <Levels of={row} /> },
  { key: "coverage", title: t.coverage, slug: "class-coverage", numeric: true, value: ({ coverage }) => sortValue(coverage), show: ({ coverage }) => figureText(coverage) },
  { key: "cards", title: t.cards, slug: "cards", numeric: true, value: ({ cards }) => cards, show: ({ cards }) => whole(cards) },
];

/** For members: figures are in hundredths, and what is about single learners is not there. */
export const memberColumns: Column<TagRow>[] = masteryColumns
  .filter(({ key }) => ["tag", "mean", "levels", "coverage", "cards"].includes(key))
  .map((column) => (column.key === "mean" ? { ...column, show: ({ mean }) => <MeanCell of={mean} digits={0} /> } : column));

/** As the chart's table and download have them: one figure in each column. */
const chartColumns: Column<TagRow>[] = masteryColumns
  .filter(({ key }) => ["tag", "mean", "median", "coverage"].includes(key))
  .concat(
    { key: "low", title: t.lowerQuartile, slug: "class-spread", numeric: true, value: ({ lowerQuartile }) => sortValue(lowerQuartile), show: ({ lowerQuartile }) => figureText(lowerQuartile) },
    { key: "high", title: t.upperQuartile, slug: "class-spread", numeric: true, value: ({ upperQuartile }) => sortValue(upperQuartile), show: ({ upperQuartile }) => figureText(upperQuartile) },
  );

/** Mean and middle half by topic, the lowest first. */
export function MasteryChart({ tags, name }: { tags: TagRow[]; name: string }): JSX.Element | null {
  const all = tags.filter((row) => row.mean.value !== undefined).sort((a, b) => (a.mean.value ?? 0) - (b.mean.value ?? 0));
  const rows = all.slice(0, MOST_IN_CHART);
  const [lowest, highest] = [all[0], all.at(-1)];
  if (!lowest || !highest) {
    return null;
  }
  const text = t.overviewSummary(tagName(lowest.tag), figureText(lowest.mean), tagName(highest.tag), figureText(highest.mean));
  return (
    <Chart
      title={t.overviewChart}
      level={2}
      slug="class-mean"
      summary={rows.length < all.length ? `${text} ${t.shownOf(rows.length, all.length)}` : text}
      name={name}
      columns={chartColumns}
      rows={rows}
      height={dotRangeHeight(rows.length)}
      draw={(plot, width) =>
        drawDotRanges(
          plot,
          width,
          rows.map((row) => ({ label: tagName(row.tag), value: row.mean.value ?? 0, low: row.lowerQuartile.value, high: row.upperQuartile.value })),
          { label: `${t.mastery} →`, domain: shareDomain(rows.flatMap(({ mean, lowerQuartile, upperQuartile }) => [mean.value, lowerQuartile.value, upperQuartile.value])), format: (value) => percent(value) },
        )
      }
    />
  );
}
