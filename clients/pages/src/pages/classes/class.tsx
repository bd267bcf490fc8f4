import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Loaded, useAsk } from "../../ui/ask.tsx";
import { Field } from "../../ui/form.tsx";
import { dayText } from "../../ui/format.ts";
import { setQuery } from "../../ui/query.ts";
import { useRoute } from "../../ui/route.ts";
import type { Account } from "../../ui/session.ts";
import { HardestCards } from "./cards.tsx";
import { Grid } from "./grid.tsx";
import { Members } from "./members.tsx";
import { Mine } from "./mine.tsx";
import { daysUntil, t, useMoment, type Cohort } from "./model.tsx";
import { Overview } from "./overview.tsx";
import { Risks } from "./risks.tsx";
import { Settings } from "./settings.tsx";
import { Struggling } from "./struggling.tsx";

type Tab = keyof typeof t.tabs;
const WITH_MOMENT: Tab[] = ["overview", "grid", "cards", "struggling", "risks"];
const WITH_HORIZON: Tab[] = ["overview", "grid"];
const HORIZONS = [0, 7, 30, 90, 365];

/** A class: its tabs for the teacher, its figures without what says something about few for a member. */
export function Class({ cohortId, account }: { cohortId: string; account: Account }): JSX.Element {
  const cohort = useAsk<Cohort>(`/cohorts/${cohortId}`);
  useEffect(() => {
    document.title = `${cohort.data?.name ?? t.title} · Engram`;
  }, [cohort.data?.name]);
  return (
    <>
      <p class="no-print"><a href="/classes">← {t.back}</a></p>
      <Loaded of={cohort} height={30}>
        {(data) =>
          data.role === "TEACHER" ? <Taught cohort={data} reload={cohort.reload} /> : (
            <div class="stack wide">
              <Head cohort={data} />
              <Mine cohort={data} account={account} />
            </div>
          )
        }
      </Loaded>
    </>
  );
}

export function Head({ cohort, children }: { cohort: Cohort; children?: JSX.Element | false }): JSX.Element {
  return (
    <div class="page-head">
      <div>
        <h1><span dir="auto">{cohort.name}</span> {cohort.archived && <span class="chip">{t.archived}</span>}</h1>
        <p class="aside">{t.exam}: {cohort.examDate ? `${dayText(cohort.examDate)}, ${t.inDays(daysUntil(cohort.examDate))}` : t.noExam}</p>
      </div>
      {children}
    </div>
  );
}

function Taught({ cohort, reload }: { cohort: Cohort; reload: () => void }): JSX.Element {
  const { path, query } = useRoute();
  const asked = query.get("tab") ?? "overview";
  const tab = (asked in t.tabs ? asked : "overview") as Tab;
  const tabs = useRef<HTMLElement>(null);
  useEffect(() => {
    const current = tabs.current?.querySelector<HTMLElement>("[aria-current]");
    if (tabs.current && current) {
      tabs.current.scrollLeft = current.offsetLeft - tabs.current.offsetLeft - 24; // narrow screens show a part of the tabs
    }
  }, [tab]);
  const address = (of: Tab) => {
    const values = new URLSearchParams(query);
    values.delete("sort");
    values.set("tab", of);
    return `${path}?${values}`;
  };
  return (
    <div class="stack wide">
      <Head cohort={cohort}>{WITH_MOMENT.includes(tab) && <Moment withHorizon={WITH_HORIZON.includes(tab)} />}</Head>
      <nav ref={tabs} class="tabs no-print" aria-label={t.classViews}>
        {(Object.keys(t.tabs) as Tab[]).map((of) => <a key={of} href={address(of)} aria-current={of === tab ? "page" : undefined}>{t.tabs[of]}</a>)}
      </nav>
      <View key={tab} tab={tab} cohort={cohort} reload={reload} />
    </div>
  );
}

function View({ tab, cohort, reload }: { tab: Tab; cohort: Cohort; reload: () => void }): JSX.Element {
  switch (tab) {
    case "grid":
      return <Grid cohort={cohort} />;
    case "cards":
      return <HardestCards cohort={cohort} />;
    case "struggling":
      return <Struggling cohort={cohort} />;
    case "risks":
      return <Risks cohort={cohort} />;
    case "members":
      return <Members cohort={cohort} reload={reload} />;
    case "settings":
      return <Settings cohort={cohort} reload={reload} />;
    default:
      return <Overview cohort={cohort} />;
  }
}

/** The moment that figures are about, and how far mastery looks ahead of it. */
export function Moment({ withHorizon }: { withHorizon: boolean }): JSX.Element {
  const { day, horizon } = useMoment();
  const today = new Date();
  const last = `${today.getFullYear()}-${String(today.getMonth() + 1).padStart(2, "0")}-${String(today.getDate()).padStart(2, "0")}`;
  return (
    <div class="controls no-print">
      <Field label={t.asOf}>
        {(ids) => <input {...ids} type="date" value={day || last} min="2006-01-01" max={last} onChange={(event) => setQuery({ asOf: event.currentTarget.value === last ? null : event.currentTarget.value })} />}
      </Field>
      {withHorizon && (
        <Field label={t.horizon}>
          {(ids) => (
            <select {...ids} value={horizon} onChange={(event) => setQuery({ horizon: event.currentTarget.value })}>
              <option value="">{t.horizonOwn}</option>
              {HORIZONS.map((days) => <option key={days} value={days}>{days === 0 ? t.horizonNow : t.horizonDays(days)}</option>)}
            </select>
          )}
        </Field>
      )}
    </div>
  );
}
