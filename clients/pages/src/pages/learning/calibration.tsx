import type { JSX } from "preact";
import { learningMemory } from "../../texts/learning-memory.ts";
import { shared } from "../../texts/shared.ts";
import { Loaded, useAsk, type Basis, type Query } from "../../ui/ask.tsx";
import { Chart } from "../../ui/chart.tsx";
import { CsvButton } from "../../ui/csv.tsx";
import { proportionText, type Proportion } from "../../ui/figure.tsx";
import { decimal, percent, points } from "../../ui/format.ts";
import { texts, whole } from "../../ui/language.ts";
import { Table, type Column } from "../../ui/table.tsx";
import { drawDiagonal, drawGroups } from "./calibration-plots.ts";
import { Choice, Panel, useChoice } from "./parts.tsx";
import { Observed } from "./tag-table.tsx";

const t = texts(learningMemory);
const common = texts(shared);
const GROUPINGS = ["PREDICTED", "LATENESS", "REVIEWS", "LAPSES", "TAG"] as const;
const FEW = 10;
const DRAWN = 20;

/** What was predicted of a group of answers, and what came. */
export interface Group {
  grouping: string;
  group: string;
  name: string;
  predicted: number;
  observed: Proportion;
  difference: number;
  logLoss: number;
}

interface Answer extends Basis {
  groups: Group[];
}

interface TagAnswer extends Basis {
  tags: (Omit<Group, "grouping" | "group" | "name"> & { tag: string })[];
}

const share = (value: number | undefined) => value !== undefined && percent(value, 1);

const COLUMNS: Column<Group>[] = [
  { key: "group", title: t.group, value: (of) => of.name },
  { key: "predicted", title: t.predicted, slug: "calibration", value: (of) => of.predicted, show: (of) => share(of.predicted), numeric: true },
  { key: "observed", title: t.observed, slug: "observed-retention", value: (of) => of.observed.value, show: (of) => share(of.observed.value), numeric: true },
  { key: "low", title: t.low, value: (of) => of.observed.low, show: (of) => share(of.observed.low), numeric: true },
  { key: "high", title: t.high, value: (of) => of.observed.high, show: (of) => share(of.observed.high), numeric: true },
  { key: "n", title: t.n, value: (of) => of.observed.n, numeric: true },
  { key: "difference", title: t.difference, slug: "calibration", value: (of) => of.difference, show: (of) => points(of.difference), numeric: true },
  { key: "logLoss", title: t.logLoss, slug: "log-loss", value: (of) => of.logLoss, show: (of) => decimal(of.logLoss, 3), numeric: true },
];

const LATE: Column<Group>[] = [
  { key: "group", title: t.latenessTitle, value: (of) => of.name },
  { key: "predicted", title: t.predicted, slug: "calibration", value: (of) => of.predicted, show: (of) => share(of.predicted), numeric: true },
  { key: "observed", title: t.observed, slug: "observed-retention", value: (of) => of.observed.value, show: (of) => <Observed of={of.observed} />, numeric: true },
  { key: "verdict", title: t.verdict, slug: "calibration", value: verdictOf, show: (of) => <span class={`chip ${CHIPS[verdictOf(of)] ?? ""}`}>{verdictOf(of)}</span> },
];

const CHIPS: Record<string, string> = { [t.verdicts.as]: "good", [t.verdicts.less]: "bad", [t.verdicts.more]: "warn" };

/** Whether the prediction lies in the interval of what was observed. */
function verdictOf({ predicted, observed }: Group): string {
  const { n, low = 0, high = 1 } = observed;
  return n < FEW ? t.verdicts.few : predicted > high ? t.verdicts.less : predicted < low ? t.verdicts.more : t.verdicts.as;
}

function nameOf(grouping: string, group: string): string {
  if (grouping === "PREDICTED") {
    const [from, to] = group.split("-").map(Number);
    return from !== undefined && to !== undefined ? `${percent(from)}–${percent(to)}` : group;
  }
  return grouping === "LATENESS" ? (t.lateness[group] ?? group) : group;
}

/** How right the predictions are, in several groupings, and whether they hold when the learner is late. */
export function CalibrationPanel({ query }: { query: Query }): JSX.Element {
  const by = useChoice("by", GROUPINGS);
  const asked = useAsk<Answer>("/mastery/calibration", query);
  const tags = useAsk<TagAnswer>(by === "TAG" ? "/mastery/calibration/tags" : null, query);
  const groups = (asked.data?.groups ?? []).map((group) => ({ ...group, name: nameOf(group.grouping, group.group) }));
  const all = groups.find(({ grouping }) => grouping === "ALL");
  const late = groups.filter(({ grouping }) => grouping === "LATENESS");
  const choice = <Choice name="by" label={t.by} values={GROUPINGS} text={(value) => t.groupings[value] ?? value} />;
  return (
    <div class={late.length > 0 ? "columns" : undefined}>
      <Panel title={t.calibrationTitle} slug="calibration" tools={choice} lead={all && `${t.calibrationSummary(all.predicted, proportionText(all.observed), verdictOf(all))} ${t.logLossText(all.logLoss)}`}>
        <Loaded of={asked} height={24}>
          {() => {
            if (!all) {
              return <p class="aside">{t.calibrationNone}</p>;
            }
            return by === "TAG" ? (
              <Loaded of={tags} height={24}>{(answer) => <Groups by={by} groups={answer.tags.map((row) => ({ ...row, grouping: by, group: row.tag, name: row.tag || common.untagged }))} />}</Loaded>
            ) : (
              <Groups by={by} groups={groups.filter(({ grouping }) => grouping === by)} />
            );
          }}
        </Loaded>
        <p class="tools"><CsvButton path={by === "TAG" ? "/mastery/calibration/tags" : "/mastery/calibration"} query={query} name="calibration" label={t.allGroups} /></p>
      </Panel>
      {late.length > 0 && (
        <Panel title={t.lateTitle} slug="calibration" lead={t.lateLead}>
          <div class="dense"><Table caption={t.lateTitle} hideCaption columns={LATE} rows={late} rowKey={({ group }) => group} /></div>
        </Panel>
      )}
    </div>
  );
}

function Groups({ by, groups }: { by: string; groups: Group[] }): JSX.Element {
  const isTag = by === "TAG";
  const drawn = isTag ? [...groups].sort((a, b) => b.observed.n - a.observed.n).slice(0, DRAWN) : groups;
  const hasDiagonal = isTag || by === "PREDICTED";
  const how = hasDiagonal ? t.calibrationHow : t.calibrationHowGroups;
  const clear = groups.filter((group) => ![t.verdicts.as, t.verdicts.few].includes(verdictOf(group)));
  const told = clear.slice(0, 5).map((group) => ` ${group.name}: ${verdictOf(group)} (${whole(group.observed.n)}).`).join("");
  return (
    <Chart
      title={`${t.by} ${t.groupings[by] ?? by}`}
      slug="calibration"
      summary={`${how}${told}${groups.length > drawn.length ? ` ${t.calibrationTop(drawn.length, groups.length)}` : ""}`}
      name={`calibration-${by.toLowerCase()}`}
      columns={COLUMNS}
      rows={groups}
      height={hasDiagonal ? 320 : 260}
      drawKey={by}
      draw={(plot, width) => (hasDiagonal ? drawDiagonal(plot, width, drawn, isTag) : drawGroups(plot, width, drawn))}
    />
  );
}
