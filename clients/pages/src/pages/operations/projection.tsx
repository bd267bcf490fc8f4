import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { operations } from "../../texts/operations.ts";
import { useAsk } from "../../ui/ask.tsx";
import { Figure } from "../../ui/figure.tsx";
import { useTask } from "../../ui/form.tsx";
import { momentText, percent } from "../../ui/format.ts";
import { texts, whole } from "../../ui/language.ts";
import { Notice } from "../../ui/notice.tsx";
import { ask } from "../../ui/session.ts";
import { Table, type Column } from "../../ui/table.tsx";
import { useAgain } from "./again.ts";
import { of as at, type Audit, type Generation, type Partition, type Projection } from "./answers.ts";

const t = texts(operations);
const AUDIT_MILLIS = 1_000;
const time = (at: string | undefined) => (at === undefined ? t.none : momentText(at));

const PARTITIONS: Column<Partition>[] = [
  { key: "partition", title: t.partition, value: (row) => row.partition },
  { key: "state", title: t.state, value: (row) => row.state, show: (row) => [t.states[row.state] ?? row.state, row.reason, row.remedy].filter(Boolean).join(": ") },
  { key: "lag", title: t.lag, value: (row) => row.lagEvents, numeric: true },
  { key: "next", title: t.next, value: (row) => row.next, numeric: true },
  { key: "end", title: t.end, value: (row) => row.end, numeric: true },
  { key: "parked", title: t.parked, value: (row) => row.parked, numeric: true },
  { key: "dataUpTo", title: t.dataUpTo, value: (row) => row.dataUpTo, show: (row) => time(row.dataUpTo) },
];

/** One projection: how far it is, what is wrong with it, and what can be done. */
export function ProjectionPanel({ service, of, reload }: { service: string; of: Projection; reload: () => void }): JSX.Element {
  const live = of.generations.find(({ role }) => role === "LIVE") ?? of.generations[0];
  const isWell = of.state === "LIVE" && of.serving;
  return (
    <article class="panel">
      <header>
        <h3>{of.name}</h3>
        <p>
          <span class={`chip ${isWell ? "good" : "bad"}`}>{t.states[of.state] ?? of.state}</span>{" "}
          <span class="aside">{of.serving ? t.serving : t.notServing}{of.live && `. ${t.generation(of.live.generation, of.live.foldVersion)}`}</span>
        </p>
      </header>
      {of.reason && (
        <Notice kind="error">
          <p><strong>{of.reason}</strong>{of.detail && `: ${of.detail}`}</p>
          {of.remedy && <p>{t.remedy}: {of.remedy}</p>}
        </Notice>
      )}
      {live && <Figures service={service} name={of.name} of={live} />}
      {of.rebuild && (
        <p role="status">
          {t.rebuilding(percent(of.rebuild.progress ?? 0))}
          {of.rebuild.secondsLeft !== undefined && `, ${t.rebuildLeft(`${whole(Math.ceil(of.rebuild.secondsLeft / 60))} min`)}`}
          <progress value={of.rebuild.progress ?? 0} max={1} aria-label={t.rebuild} />
        </p>
      )}
      <Work service={service} of={of} reload={reload} />
      {live && live.partitions.length > 0 && (
        <details>
          <summary>{t.partitions}</summary>
          <Table caption={`${t.partitions}: ${of.name}`} hideCaption columns={PARTITIONS} rows={live.partitions} rowKey={(row) => String(row.partition)} />
        </details>
      )}
    </article>
  );
}

function Figures({ service, name, of }: { service: string; name: string; of: Generation }): JSX.Element {
  const newest = of.partitions.map(({ dataUpTo }) => dataUpTo).filter((at): at is string => at !== undefined).sort().at(-1);
  return (
    <div class="figures">
      <Figure label={t.lag} value={whole(of.lagEvents ?? 0)}>{of.lagEvents ? t.lagSeconds(of.lagSeconds ?? 0) : t.noLag}</Figure>
      <Figure label={t.applied} value={whole(of.applied)}>{t.perSecond(of.appliedPerSecond)}</Figure>
      <Figure label={t.parked} value={whole(of.parked)}>
        {of.parked === 0 ? t.noneParked : <>{t.parkedHint}. <a href={`/operations?service=${service}&parked=${encodeURIComponent(name)}`}>{t.showParked(of.parked)}</a></>}
      </Figure>
      <Figure label={t.newest} value={newest === undefined ? t.none : momentText(newest, { timeStyle: "medium" })}>{newest && momentText(newest, { dateStyle: "medium" })}</Figure>
    </div>
  );
}

/** Rebuild and audit: begun here, their progress beside it. */
function Work({ service, of, reload }: { service: string; of: Projection; reload: () => void }): JSX.Element {
  const task = useTask();
  const [done, setDone] = useState<string>();
  const path = at(service, of.name);
  const begin = (what: string, address: string, method = "POST") => {
    setDone(undefined);
    void task.run(() => ask(`${path}${address}`, { method })).then((went) => (went && setDone(t.done[what]), reload()));
  };
  return (
    <>
      <AuditState path={path} of={of} asked={done === t.done.audit} />
      {task.error && <Notice kind="error">{task.error.message}</Notice>}
      {done && <Notice kind="good">{done}</Notice>}
      <p class="actions">
        {of.rebuild ? (
          <button class="second" disabled={task.busy} onClick={() => begin("cancel", "/rebuild", "DELETE")}>{t.cancelRebuild}</button>
        ) : (
          <button class="second" disabled={task.busy} title={t.rebuildWhat} onClick={() => begin("rebuild", "/rebuild")}>{t.rebuild}</button>
        )}
        <button class="second" disabled={task.busy} title={t.auditWhat} onClick={() => begin("audit", "/audit?repair=false")}>{t.audit}</button>
        {(of.lastAudit?.differences ?? 0) > 0 && <button class="second" disabled={task.busy} onClick={() => begin("audit", "/audit?repair=true")}>{t.repair}</button>}
      </p>
    </>
  );
}

/** How far an audit is that was begun here, else what the last one has found. */
function AuditState({ path, of, asked }: { path: string; of: Projection; asked: boolean }): JSX.Element {
  const running = useAsk<Audit>(asked ? `${path}/audit` : null);
  const audit = asked ? running.data : undefined;
  const isRunning = audit?.state === "RUNNING";
  useAgain(running, isRunning ? AUDIT_MILLIS : null);
  if (audit && isRunning) {
    return <p role="status">{t.auditRunning(audit.partitionsDone, audit.partitions, audit.recordsRead)}</p>;
  }
  const failure = audit?.failure ?? of.lastAudit?.failure;
  if (failure) {
    return <Notice kind="error">{t.auditFailed(failure)}</Notice>;
  }
  return <p class="aside">{of.lastAudit ? t.lastAudit(momentText(of.lastAudit.at), of.lastAudit.records, of.lastAudit.differences) : t.neverAudited}</p>;
}
