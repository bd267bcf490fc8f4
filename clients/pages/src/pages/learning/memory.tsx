import type { JSX } from "preact";
import { learningMemory } from "../../texts/learning-memory.ts";
import { Freshness, Loaded, useAsk, type Basis } from "../../ui/ask.tsx";
import { CsvButton } from "../../ui/csv.tsx";
import type { Proportion } from "../../ui/figure.tsx";
import { texts } from "../../ui/language.ts";
import { Near } from "../../ui/near.tsx";
import { Table, type Column } from "../../ui/table.tsx";
import type { PartProps } from "../learning.tsx";
import { Buttons, Hours } from "./answers.tsx";
import { CalibrationPanel } from "./calibration.tsx";
import { Choice, Panel, useChoice } from "./parts.tsx";
import { RetentionOverTime } from "./retention-time.tsx";
import { Observed } from "./tag-table.tsx";

const t = texts(learningMemory);
export const PERIODS = ["ALL", "YEAR", "MONTH", "WEEK", "TODAY"] as const;

/** Observed retention of a period. */
export interface PeriodRow {
  period: string;
  young: Proportion;
  mature: Proportion;
  all: Proportion;
}

const ROWS: Column<PeriodRow>[] = [
  { key: "period", title: t.period, value: (row) => PERIODS.indexOf(row.period as (typeof PERIODS)[number]), show: (row) => <span class="line">{t.periods[row.period] ?? row.period}</span> },
  { key: "young", title: t.young, slug: "observed-retention", value: (row) => row.young.value, show: (row) => <Observed of={row.young} />, numeric: true },
  { key: "mature", title: t.mature, slug: "observed-retention", value: (row) => row.mature.value, show: (row) => <Observed of={row.mature} />, numeric: true },
  { key: "all", title: t.all, slug: "observed-retention", value: (row) => row.all.value, show: (row) => <Observed of={row.all} />, numeric: true },
];

/** How well the learner remembers, and how right the predictions are. */
export default function Memory({ scope }: PartProps): JSX.Element {
  const retention = useAsk<Basis & { periods: PeriodRow[] }>("/mastery/retention", scope.cards);
  const plan = useAsk<{ desiredRetention: number }>("/plan");
  const period = useChoice("period", PERIODS);
  const query = { ...scope.cards, period };
  const desired = plan.data?.desiredRetention;
  const choice = <Choice name="period" label={t.periodOf} values={PERIODS} text={(value) => t.periods[value] ?? value} />;
  return (
    <div class="stack">
      <div class="columns">
        <Panel title={t.retentionTitle} slug="observed-retention" lead={<>{t.retentionLead} {desired !== undefined && t.desired(desired)}</>}>
          <Loaded of={retention} height={20}>
            {(answer) => (
              <>
                <div class="dense"><Table caption={t.retentionTitle} hideCaption columns={ROWS} rows={answer.periods} rowKey={(row) => row.period} /></div>
                <Freshness of={answer} />
              </>
            )}
          </Loaded>
          <p class="tools"><CsvButton path="/mastery/retention" query={scope.cards} name="retention" /></p>
        </Panel>
        <section class="panel"><Near height={20}>{() => <RetentionOverTime key={scope.link("")} scope={scope} desired={desired} />}</Near></section>
      </div>
      <div class="controls bar-of-controls">{choice}<span class="aside">{t.periodHint}</span></div>
      <Near height={40}>{() => <CalibrationPanel query={query} />}</Near>
      <Near height={30}>{() => <div class="columns"><Buttons query={query} /><Hours query={query} /></div>}</Near>
    </div>
  );
}
