import type { JSX } from "preact";
import { learningPlan } from "../../texts/learning-plan.ts";
import { Freshness, Loaded, useAsk, type Basis } from "../../ui/ask.tsx";
import { Chart, type Plot } from "../../ui/chart.tsx";
import { CsvButton } from "../../ui/csv.tsx";
import { dayText, decimal } from "../../ui/format.ts";
import { texts, whole } from "../../ui/language.ts";
import type { Column } from "../../ui/table.tsx";
import { Choice, Panel, useChoice } from "./parts.tsx";
import { dateOf, days as dayAxis } from "./plots.ts";
import type { Scope } from "./scope.ts";

const t = texts(learningPlan);
const RANGES = ["30", "90", "365"] as const;

interface Band {
  mean: number;
  low: number;
  high: number;
}

interface Day {
  day: string;
  cards: Band;
  minutes: Band;
}

interface Row extends Band {
  day: string;
}

const COLUMNS: Column<Row>[] = [
  { key: "day", title: t.day, value: (of) => of.day, show: (of) => dayText(of.day) },
  { key: "mean", title: t.mean, slug: "forecast", value: (of) => of.mean, show: (of) => decimal(of.mean), numeric: true },
  { key: "low", title: t.low, slug: "forecast", value: (of) => of.low, show: (of) => decimal(of.low), numeric: true },
  { key: "high", title: t.high, slug: "forecast", value: (of) => of.high, show: (of) => decimal(of.high), numeric: true },
];

/** Answers and minutes of the days to come, simulated. @property after - a position that the answer must contain, such as that of a plan just saved */
export function Load({ scope, after }: { scope: Scope; after: string | undefined }): JSX.Element {
  const days = useChoice("days", RANGES);
  const query = { deckId: scope.deckId, days, after };
  const asked = useAsk<Basis & { days: Day[] }>("/mastery/forecast", query);
  return (
    <Panel title={t.loadTitle} slug="forecast" lead={t.loadLead} tools={<Choice name="days" label={t.loadRange} values={RANGES} text={(n) => t.rangeDays(Number(n))} />}>
      <Loaded of={asked} height={20}>
        {(answer) => (
          <>
            <div class="columns">
              <BandChart title={t.loadAnswers} name="cards-a-day" rows={answer.days.map(({ day, cards }) => ({ day, ...cards }))} />
              <BandChart title={t.loadMinutes} name="minutes-a-day" rows={answer.days.map(({ day, minutes }) => ({ day, ...minutes }))} />
            </div>
            <Freshness of={answer} />
          </>
        )}
      </Loaded>
      <p class="tools"><CsvButton path="/mastery/forecast" query={query} name="forecast" /></p>
    </Panel>
  );
}

function BandChart({ title, name, rows }: { title: string; name: string; rows: Row[] }): JSX.Element {
  const top = rows.reduce((most, row) => (row.mean > most.mean ? row : most), rows[0] as Row);
  const text = (row: Row | undefined) => (row ? t.loadValue(row.mean, row.low, row.high) : "");
  return <Chart title={title} slug="forecast" summary={t.loadSummary(text(rows[0]), text(top), dayText(top.day))} name={name} columns={COLUMNS} rows={rows} height={200} draw={(plot, width) => draw(plot, width, rows)} />;
}

function draw(plot: Plot, width: number, rows: Row[]): SVGSVGElement | HTMLElement {
  const x = (row: Row) => dateOf(row.day);
  return plot.plot({
    width,
    height: 200,
    marginLeft: 36,
    x: dayAxis(width),
    y: { label: null, grid: true, zero: true, ticks: 4, tickFormat: (n: number) => (Number.isInteger(n) ? whole(n) : decimal(n)) },
    marks: [
      plot.areaY(rows, { x, y1: "low", y2: "high", fill: "var(--series-faint)", fillOpacity: 0.5, curve: "step" }),
      plot.line(rows, { x, y: "mean", stroke: "var(--series-1)", strokeWidth: 1.75, curve: "step" }),
      plot.ruleY([0], { stroke: "currentColor" }),
    ],
  });
}
