import type { ComponentChildren, JSX } from "preact";
import { useEffect } from "preact/hooks";
import { classes } from "../../texts/classes.ts";
import { shared } from "../../texts/shared.ts";
import { Freshness, Loaded, useAsk, type Asked, type Basis, type Query } from "../../ui/ask.tsx";
import { decimal, momentText, percent } from "../../ui/format.ts";
import { texts, whole } from "../../ui/language.ts";
import { Notice, Placeholder } from "../../ui/notice.tsx";
import { useRoute } from "../../ui/route.ts";
import { CsvButton } from "../../ui/csv.tsx";
import { intervalText, type Proportion } from "../../ui/figure.tsx";

export const t = texts(classes);
export const s = texts(shared);

export interface Cohort {
  cohortId: string;
  name: string;
  deckId: string;
  examDate?: string;
  archived: boolean;
  role: "TEACHER" | "MEMBER";
  teacher?: string;
  createdAt: string;
  joinedAt?: string;
  version: number;
  /** Only with the answer that has made it. */
  joinCode?: string;
}

/** What all figures of a class say about themselves. */
export interface ClassBasis extends Omit<Basis, "weightsVersion"> {
  weightsVersions?: string[];
  learners?: number;
  computedAt?: string;
  horizonDays?: number;
}

/** A figure as members see it: not where it would say something about few learners. */
export interface GroupFigure {
  value?: number;
  above?: number;
  below?: number;
  hidden?: boolean;
}

export interface GroupCount {
  learners?: number;
  hidden?: boolean;
}

export const tagName = (tag: string) => tag || s.untagged;
export const daysText = (days: number) => (Number.isInteger(days) ? whole(days) : decimal(days));

export function figureText(of: GroupFigure | undefined, show: (value: number) => string = (value) => percent(value)): string {
  if (of === undefined) {
    return "–";
  }
  if (of.hidden) {
    return t.hidden;
  }
  return of.above !== undefined ? `> ${show(of.above)}` : of.below !== undefined ? `< ${show(of.below)}` : show(of.value ?? 0);
}

/** What a hidden figure is sorted by: nothing, so that its place says nothing about it. */
export const sortValue = (of: GroupFigure | undefined) => of?.value ?? of?.above ?? of?.below;

/** Codes that this browser has been told since these pages were opened; the server tells each only once. */
export const codes = new Map<string, string>();

/** The moment and horizon in the address. A day means its end, where the reader is. */
export function useMoment(): { day: string; horizon: string; query: Query; horizonQuery: Query } {
  const { query } = useRoute();
  const day = query.get("asOf") ?? "";
  const horizon = query.get("horizon") ?? "";
  const end = new Date(`${day}T23:59:59`);
  const asOf = day !== "" && end.getTime() < Date.now() ? end.toISOString() : undefined;
  const simulated = query.get("simulated") === "true" ? "true" : undefined;
  return { day, horizon, query: { asOf, simulated }, horizonQuery: { asOf, simulated, horizon: horizon || undefined } };
}

/** Figures of a class. A large class is computed in the background; then it is asked again until it is there. */
export function useFigures<T>(path: string | null, query: Query): Asked<T> & { isComputed: boolean } {
  const asked = useAsk<T>(path, query);
  const isComputed = asked.error?.type?.endsWith("snapshot-in-progress") ?? false;
  useEffect(() => {
    if (!isComputed || asked.loading) {
      return undefined;
    }
    const again = setTimeout(asked.reload, 3000);
    return () => clearTimeout(again);
  }, [isComputed, asked.loading]);
  return { ...asked, isComputed };
}

/** `Loaded` for figures of a class, with what they stand on and their CSV. */
export function Figures<T extends ClassBasis>(props: {
  of: Asked<T> & { isComputed: boolean };
  height?: number;
  csv?: { path: string; query: Query; name: string };
  children: (data: T) => ComponentChildren;
}): JSX.Element {
  if (props.of.isComputed) {
    return (
      <>
        <Notice>{t.computing}</Notice>
        <Placeholder height={props.height ?? 20} />
      </>
    );
  }
  return (
    <Loaded of={props.of} height={props.height ?? 20}>
      {(data) => (
        <div class="stack">
          {props.children(data)}
          <div class="class-foot">
            <ClassFreshness of={data} />
            {props.csv && <Exports {...props.csv} />}
          </div>
        </div>
      )}
    </Loaded>
  );
}

function ClassFreshness({ of }: { of: ClassBasis }): JSX.Element {
  const { model, ...rest } = of;
  const weights = of.weightsVersions?.join(", ");
  return (
    <div>
      <Freshness of={model && weights ? { ...rest, model, weightsVersion: weights } : rest} />
      <p class="basis">
        {of.learners !== undefined && t.ofLearners(of.learners)} {of.horizonDays !== undefined && t.looksAhead(daysText(of.horizonDays))} {t.computedAt(momentText(of.computedAt ?? of.asOf))}
      </p>
    </div>
  );
}

/** The figures as the API writes them, with their definitions and basis as comments, and on paper. */
export function Exports(csv: { path: string; query: Query; name: string }): JSX.Element {
  return (
    <div class="actions no-print">
      <CsvButton {...csv} />
      <button class="quiet" onClick={() => print()}>{t.print}</button>
    </div>
  );
}

/** A share with its interval and number of answers beneath. */
export function ShareCell({ of }: { of: Proportion }): JSX.Element {
  return of.n === 0 || of.value === undefined ? <>{s.noAnswers}</> : <>{percent(of.value, 1)}<br /><span class="aside">{intervalText(of)}</span></>;
}

/** The tag in which a nested one lies: `a` for `a::b`. */
export const outerTag = (tag: string) => (tag.includes("::") ? tag.slice(0, tag.lastIndexOf("::")) : undefined);

/** Said wherever single learners are shown. */
export function Recorded(): JSX.Element {
  return <p class="aside recorded">{t.recorded}</p>;
}

export function learnerPath(cohortId: string, username: string): string {
  return `/classes/${cohortId}/learners/${encodeURIComponent(username)}`;
}

/** Such as "30 Dec 2026, in 30 days". @param day of the exam */
export function daysUntil(day: string): number {
  const now = new Date();
  return Math.round((Date.parse(`${day}T00:00:00Z`) - Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())) / 86_400_000);
}
