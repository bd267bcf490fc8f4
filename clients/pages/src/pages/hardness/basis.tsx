import type { ComponentChildren, JSX } from "preact";
import { hardness } from "../../texts/hardness.ts";
import { decimal, percent } from "../../ui/format.ts";
import { texts, whole } from "../../ui/language.ts";
import { Table, type Column } from "../../ui/table.tsx";
import { Folded } from "./folded.tsx";
import type { Report } from "./report.ts";

const t = texts(hardness);
const tau = (value: number | null) => (value === null ? t.noTau : decimal(value, 2));

/** The model, what it was fitted to, how far it holds under other assumptions, and the other constructs. */
export function Basis({ report }: { report: Report }): JSX.Element {
  const { gamma, fit, rows, aliases, shuffled } = report;
  const dropped = Object.entries(rows.dropped).map(([why, n]) => `${why.replaceAll("_", " ")} ${whole(n)}`);
  if (rows.learnersLeftOut > 0) {
    dropped.push(t.leftOut(rows.learnersLeftOut));
  }
  return (
    <>
      <section class="panel prose">
        <h2>{t.model}</h2>
        <p>{t.modelText}</p>
        <p>{t.modelLimits}</p>
      </section>
      <section class="panel">
        <h2>{t.basis}</h2>
        <dl class="facts">
          <Fact name={t.gamma}>{decimal(gamma.value, 3)}, {t.gammaSource(gamma.source)}. {gamma.reason}</Fact>
          {gamma.planned && <Fact name={t.planned}>{t.withSe(decimal(gamma.planned.estimate, 3), decimal(gamma.planned.se, 3))}</Fact>}
          <Fact name={t.band}>{gamma.band.map((end) => decimal(end, 3)).join(", ")}</Fact>
          <Fact name={t.dropped}>{dropped.join("; ") || t.nothingDropped}</Fact>
          <Fact name={t.method}>{fit.method}</Fact>
          <Fact name={t.covariance}>{fit.covariance}</Fact>
          <Fact name={t.spreads}>{fit.spreads.map(({ factor, sd, levels }) => t.spread(factor, decimal(sd, 3), levels)).join("; ")}</Fact>
          <Fact name={t.baselineTau}>{tau(report.baselineTau)}</Fact>
          <Fact name={t.shuffled}>{t.shuffledText(tau(shuffled.meanTau), shuffled.meanSd === null ? "–" : decimal(shuffled.meanSd, 3))}</Fact>
          {aliases.length > 0 && <Fact name={t.aliases}>{aliases.map(({ tags }) => tags.join(" = ")).join("; ")}</Fact>}
        </dl>
      </section>
      {report.sensitivities.length > 0 && (
        <section class="panel">
          <h2>{t.sensitivities}</h2>
          <Table caption={t.sensitivities} hideCaption columns={sensitivityColumns} rows={report.sensitivities} rowKey={({ name }) => name} />
        </section>
      )}
      <Folded title={t.cardsTable}><Table caption={t.cardsTable} hideCaption columns={cardColumns} rows={report.cards} rowKey={({ card }) => card} pageSize={50} /></Folded>
      {report.acquisition.tags.length > 0 && (
        <Folded title={t.acquisition} hint={t.acquisitionHint}><Table caption={t.acquisition} hideCaption columns={acquisitionColumns} rows={report.acquisition.tags} rowKey={({ tag }) => tag} pageSize={50} /></Folded>
      )}
      {report.workload.length > 0 && (
        <Folded title={t.workload} hint={t.workloadHint}><Table caption={t.workload} hideCaption columns={workloadColumns} rows={report.workload} rowKey={({ tag }) => tag} pageSize={50} /></Folded>
      )}
      <Folded title={t.version} hint={t.versionHint}>
        <dl class="facts">{Object.entries(report.version).map(([name, value]) => <Fact key={name} name={name}><code>{Array.isArray(value) ? value.join("; ") || "–" : String(value ?? "–")}</code></Fact>)}</dl>
      </Folded>
    </>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }): JSX.Element {
  return <div><dt>{name}</dt><dd>{children}</dd></div>;
}

const sensitivityColumns: Column<Report["sensitivities"][number]>[] = [
  { key: "name", title: t.run, value: ({ name }) => name },
  { key: "what", title: t.what, value: ({ what }) => what },
  { key: "tau", title: t.tau, numeric: true, value: ({ tau: of }) => of ?? undefined, show: ({ tau: of }) => (of === null ? "–" : decimal(of, 2)) },
  { key: "problem", title: t.problem, value: ({ problem }) => problem, show: ({ problem }) => problem || t.none },
];

const cardColumns: Column<Report["cards"][number]>[] = [
  { key: "card", title: t.card, value: ({ card }) => card, show: ({ card }) => <code>{card}</code> },
  { key: "total", title: t.total, numeric: true, value: ({ total }) => total, show: ({ total, totalSd }) => <>{decimal(total, 2)} <span class="aside">{t.sd} {decimal(totalSd, 2)}</span></> },
  { key: "effect", title: t.beyond, numeric: true, value: ({ effect }) => effect, show: ({ effect, sd }) => <>{decimal(effect, 2)} <span class="aside">{t.sd} {decimal(sd, 2)}</span></> },
  { key: "rows", title: t.reviews, numeric: true, value: ({ rows }) => rows, show: ({ rows }) => whole(rows) },
  { key: "lapses", title: t.lapses, numeric: true, value: ({ lapses }) => lapses, show: ({ lapses }) => whole(lapses) },
];

const acquisitionColumns: Column<Report["acquisition"]["tags"][number]>[] = [
  { key: "tag", title: t.tag, value: ({ tag }) => tag },
  { key: "failure", title: t.failure, numeric: true, value: ({ failure }) => failure, show: ({ failure }) => percent(failure) },
  { key: "rank", title: t.expectedRank, numeric: true, value: ({ expectedRank }) => expectedRank, show: ({ expectedRank }) => decimal(expectedRank) },
  { key: "why", title: t.why, value: ({ eligibility }) => eligibility.reason, show: ({ eligibility }) => (eligibility.kind === "ranked" ? "" : eligibility.reason) },
];

const workloadColumns: Column<Report["workload"][number]>[] = [
  { key: "tag", title: t.tag, value: ({ tag }) => tag },
  { key: "histories", title: t.histories, numeric: true, value: ({ histories }) => histories, show: ({ histories }) => whole(histories) },
  { key: "reached", title: t.reached, numeric: true, value: ({ reached }) => reached, show: ({ reached }) => whole(reached) },
  { key: "mean", title: t.mean, numeric: true, value: ({ meanReached }) => meanReached ?? undefined, show: ({ meanReached }) => (meanReached === null ? "–" : decimal(meanReached)) },
  { key: "median", title: t.median, numeric: true, value: ({ median }) => median ?? undefined, show: ({ median }) => (median === null ? "–" : decimal(median)) },
];
