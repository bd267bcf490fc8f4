import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { learningPlan } from "../../texts/learning-plan.ts";
import { patiently } from "../../ui/ask.tsx";
import { Chart, type Plot } from "../../ui/chart.tsx";
import { dayText } from "../../ui/format.ts";
import { texts, whole } from "../../ui/language.ts";
import { Notice, Placeholder } from "../../ui/notice.tsx";
import { ask, told } from "../../ui/session.ts";
import type { Column } from "../../ui/table.tsx";
import { dateOf, days as dayAxis } from "./plots.ts";
import type { PlanFields } from "./settings.tsx";

const t = texts(learningPlan);
const DAYS = 60;
const PAUSE = 500;

interface Load {
  due: number;
  left: number;
  recallLost: number;
}

interface Day {
  day: string;
  inForce: number;
  proposed: number;
}

interface Answer {
  inForce: Load;
  proposed: Load;
  days: Day[];
}

const COLUMNS: Column<Day>[] = [
  { key: "day", title: t.day, value: (of) => of.day, show: (of) => dayText(of.day) },
  { key: "inForce", title: t.inForce, slug: "future-due", value: (of) => of.inForce, numeric: true },
  { key: "proposed", title: t.proposed, slug: "future-due", value: (of) => of.proposed, numeric: true },
];

/** What another plan would change, asked for when the person has stopped changing it. */
export function Preview({ changes }: { changes: Partial<PlanFields> }): JSX.Element {
  const [answer, setAnswer] = useState<Answer>();
  const [failure, setFailure] = useState("");
  const [isOld, setOld] = useState(true);
  const body = JSON.stringify(changes);
  useEffect(() => {
    const stop = new AbortController();
    setOld(true);
    const load = () => patiently(() => ask<Answer>("/plan/preview", { method: "POST", query: { days: DAYS }, body: changes, signal: stop.signal }), stop.signal).then(
      (answered) => (setAnswer(answered), setFailure(""), setOld(false)),
      (refused: unknown) => stop.signal.aborted || setFailure(told(refused).message),
    );
    const timer = setTimeout(() => void load(), PAUSE);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [body]);
  return (
    <div class={isOld && answer ? "preview is-stale" : "preview"} aria-busy={isOld} aria-live="polite">
      <h3>{t.previewTitle}</h3>
      {failure && <Notice kind="error">{failure}</Notice>}
      {answer ? <Difference of={answer} /> : !failure && <Placeholder height={18} />}
    </div>
  );
}

function Difference({ of: { inForce, proposed, days } }: { of: Answer }): JSX.Element {
  const sum = (value: (day: Day) => number) => days.reduce((n, day) => n + value(day), 0);
  return (
    <>
      <ul class="plain">
        <li>{inForce.due === proposed.due ? t.previewSame(proposed.due) : t.previewDue(inForce.due, proposed.due)}</li>
        <li>{t.previewLost(inForce.recallLost, proposed.recallLost)}</li>
        {inForce.left + proposed.left > 0 && <li>{t.previewLeft(inForce.left, proposed.left)}</li>}
      </ul>
      <Chart
        title={t.chartTitle}
        slug="future-due"
        summary={t.previewSum(sum((day) => day.inForce), sum((day) => day.proposed), days.length)}
        name="preview"
        columns={COLUMNS}
        rows={days}
        height={180}
        draw={(plot, width) => draw(plot, width, days)}
      />
    </>
  );
}

function draw(plot: Plot, width: number, days: Day[]): SVGSVGElement | HTMLElement {
  const x = (of: Day) => dateOf(of.day);
  return plot.plot({
    width,
    height: 180,
    marginLeft: 36,
    marginRight: 72,
    x: dayAxis(width),
    y: { label: null, grid: true, zero: true, ticks: 4, tickFormat: (n: number) => (Number.isInteger(n) ? whole(n) : "") },
    marks: [
      plot.rectY(days, { x, interval: "day", y: "proposed", fill: "var(--series-1)", insetLeft: 1, insetRight: 1, title: (of: Day) => `${dayText(of.day)}: ${t.proposed} ${whole(of.proposed)}, ${t.inForce} ${whole(of.inForce)}` }),
      plot.line(days, { x: (of: Day) => new Date(dateOf(of.day).getTime() + 43_200_000), y: "inForce", stroke: "var(--series-2)", strokeWidth: 2, curve: "step" }),
      plot.ruleY([0], { stroke: "currentColor" }),
      plot.text([`▬ ${t.inForce}`], { frameAnchor: "top-right", dx: 68, dy: 4, textAnchor: "end", text: (name: string) => name, fill: "var(--series-2)" }),
      plot.text([`■ ${t.proposed}`], { frameAnchor: "top-right", dx: 68, dy: 20, textAnchor: "end", text: (name: string) => name, fill: "var(--series-1)" }),
    ],
  });
}
