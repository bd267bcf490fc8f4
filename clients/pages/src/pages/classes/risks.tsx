import type { JSX } from "preact";
import { Empty } from "../../ui/empty.tsx";
import { proportionText, type Proportion } from "../../ui/figure.tsx";
import { dayText, decimal, percent } from "../../ui/format.ts";
import { Notice } from "../../ui/notice.tsx";
import { Table, type Column } from "../../ui/table.tsx";
import { Figures, learnerPath, t, tagName, useFigures, useMoment, type ClassBasis, type Cohort } from "./model.tsx";

export interface Risk {
  learner: string;
  reason: string;
  since: string;
  tag?: string;
  lastDay?: string;
  idleDays?: number;
  overdue?: number;
  dailyLoad?: number;
  retention30?: Proportion;
  desiredRetention?: number;
  mastery?: number;
  masteryBefore?: number;
}

export interface RiskAnswer extends ClassBasis {
  risks: Risk[];
}

interface AtRisk {
  learner: string;
  reasons: Risk[];
  since: string;
}

/** Learners at risk with every reason, its numbers, and since when. There is no score to sort by. */
export function Risks({ cohort }: { cohort: Cohort }): JSX.Element {
  const { query } = useMoment();
  const path = `/cohorts/${cohort.cohortId}/risks`;
  const asked = useFigures<RiskAnswer>(path, query);
  const columns: Column<AtRisk>[] = [
    { key: "learner", title: t.learner, value: ({ learner }) => learner, show: ({ learner }) => <a href={learnerPath(cohort.cohortId, learner)} dir="auto">{learner}</a> },
    { key: "reasons", title: t.reasons, slug: "at-risk", value: ({ reasons }) => reasons.map(({ reason }) => reason).join(" "), show: ({ reasons }) => <Reasons of={reasons} /> },
    { key: "since", title: t.firstSince, slug: "at-risk-since", value: ({ since }) => since, show: ({ since }) => dayText(since) },
  ];
  return (
    <>
      <Notice><strong>{t.neverMarks}</strong> {t.ask} {t.recorded}</Notice>
      <Figures of={asked} height={30} csv={{ path, query, name: `${cohort.name}-at-risk` }}>
        {({ risks }) =>
          risks.length === 0 ? (
            <Empty title={t.noRisks}>{t.noRisksHint}</Empty>
          ) : (
            <section class="panel">
              <h2>{t.risksTable}</h2>
              <Table caption={t.riskRules} columns={columns} rows={byLearner(risks)} rowKey={({ learner }) => learner} sort={{ key: "learner", down: false }} />
            </section>
          )
        }
      </Figures>
    </>
  );
}

export function Reasons({ of }: { of: Risk[] }): JSX.Element {
  return (
    <ul class="reasons">
      {of.map((risk) => (
        <li key={`${risk.reason}${risk.tag ?? ""}`}>
          <span class="chip warn">{t.risk[risk.reason] ?? risk.reason}</span> <span dir="auto">{numbers(risk)}</span> <span class="aside">{t.sinceDay(dayText(risk.since))}</span>
        </li>
      ))}
    </ul>
  );
}

function numbers(risk: Risk): string {
  switch (risk.reason) {
    case "IDLE":
      return t.idle(risk.idleDays ?? 0, risk.lastDay ? dayText(risk.lastDay) : "–");
    case "BACKLOG":
      return t.backlog(risk.overdue ?? 0, decimal(risk.dailyLoad ?? 0));
    case "RETENTION":
      return t.lowRetention(proportionText(risk.retention30 ?? { n: 0 }), percent(risk.desiredRetention ?? 0));
    case "FALLING":
      return t.falling(tagName(risk.tag ?? ""), percent(risk.mastery ?? 0, 1), percent(risk.masteryBefore ?? 0, 1));
    default:
      return "";
  }
}

function byLearner(risks: Risk[]): AtRisk[] {
  const learners = new Map<string, Risk[]>();
  for (const risk of risks) {
    learners.set(risk.learner, [...(learners.get(risk.learner) ?? []), risk]);
  }
  return [...learners].map(([learner, reasons]) => ({ learner, reasons, since: reasons.map(({ since }) => since).sort()[0] ?? "" }));
}
