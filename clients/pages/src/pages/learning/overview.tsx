import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { learning } from "../../texts/learning.ts";
import { Freshness, Loaded, useAsk, type Basis } from "../../ui/ask.tsx";
import { Figure } from "../../ui/figure.tsx";
import { dayText, decimal, percent } from "../../ui/format.ts";
import { texts, whole } from "../../ui/language.ts";
import { Near } from "../../ui/near.tsx";
import type { PartProps } from "../learning.tsx";
import { Attention } from "./attention.tsx";
import { Calendar, type Activity } from "./calendar.tsx";
import { Changes } from "./changes.tsx";
import { FutureDue, type Workload } from "./due.tsx";
import { Choice, Panel, useChoice } from "./parts.tsx";
import type { Scope } from "./scope.ts";
import { SeriesChart, type Series, type SeriesDay } from "./series.tsx";
import { DeckTable, TagTable, type TagAnswer } from "./tag-table.tsx";

const t = texts(learning);
const AHEAD = ["30", "90", "365"] as const;

/** Each panel is drawn again with its own answer only. Where the learner stands today: what is due, what is known of each topic, and what needs attention. */
export function Overview({ scope, decks }: PartProps): JSX.Element {
  const days = useChoice("days", AHEAD);
  const workload = useAsk<Workload>("/mastery/workload", { ...scope.cards, days });
  const activity = useAsk<Activity & Basis>("/mastery/activity", scope.cards);
  const series = useAsk<Series>("/mastery/series", scope.ahead);
  const tags = useAsk<TagAnswer>("/mastery/tags", scope.ahead);
  return (
    <div class="stack">
      <section class="panel today" aria-label={t.overview}>
        <Loaded of={workload} height={6}>
          {(load) => <Today load={load} activity={activity.data} series={series.data} scope={scope} />}
        </Loaded>
        {tags.data && <Freshness of={tags.data} />}
      </section>
      <div class="columns">
        {useMemo(() => (
          <section class="panel">
            <Loaded of={workload} height={23}>{(load) => <FutureDue load={load} controls={<Choice name="days" label={t.dueRange} values={AHEAD} text={(n) => t.rangeDays(Number(n))} />} />}</Loaded>
          </section>
        ), [workload])}
        {useMemo(() => <section class="panel"><Loaded of={series} height={23}>{({ days: past }) => <SeriesChart title={t.seriesTitle} past={sinceFirst(past)} />}</Loaded></section>, [series])}
      </div>
      {useMemo(() => (
        <Panel title={t.tagsTitle} slug="mastery" lead={t.tagsLead}>
          <Near height={30}>{() => <Loaded of={tags} height={30}>{(answer) => <TagTable answer={answer} scope={scope} />}</Loaded>}</Near>
        </Panel>
      ), [tags, scope.link("")])}
      {decks.length > 1 && !scope.deckId && <Near height={16} title={t.decksTitle}>{() => <DeckTable scope={scope} />}</Near>}
      <Near height={16} title={t.attentionTitle}>{() => <Attention scope={scope} />}</Near>
      <Near height={16} title={t.changesTitle}>{() => <Changes scope={scope} />}</Near>
      {useMemo(() => <section class="panel"><Loaded of={activity} height={16}>{(answer) => <Calendar of={answer} />}</Loaded></section>, [activity])}
    </div>
  );
}

/** Without the days before the first answer, but the last of these. */
function sinceFirst(days: SeriesDay[]): SeriesDay[] {
  const first = days.findIndex(({ seen }) => seen > 0);
  return first < 0 ? days : days.slice(Math.max(0, first - 1));
}

function Today({ load, activity, series, scope }: { load: Workload; activity: Activity | undefined; series: Series | undefined; scope: Scope }): JSX.Element {
  const now = load.days[0]?.due ?? 0;
  const latest = series?.days.at(-1);
  return (
    <div class="figures">
      <div class="figure-action">
        <Figure label={t.toReview} slug="future-due" value={whole(load.backlog + now)}>{t.toReviewAside(now, load.backlog)}</Figure>
        {!scope.asOf && <a class="button" href="/review">{t.reviewNow}</a>}
      </div>
      <Figure label={t.mastery} slug="mastery" value={latest ? percent(latest.mastery, 1) : "…"}>{t.masteryAside(scope.horizon)}</Figure>
      <Figure label={t.recallNow} slug="recall-now" value={latest ? percent(latest.recallNow, 1) : "…"}>{latest && t.coverageAside(latest.seen, latest.cards)} {latest && t.coverage.toLowerCase()}</Figure>
      <Figure label={t.streak} slug="streak" value={activity ? t.streakDays(activity.streak.current) : "…"}>
        {activity && t.streakAside(activity.streak.longest, activity.streak.lastDay && dayText(activity.streak.lastDay))}
      </Figure>
      <Figure label={t.dailyLoad} slug="daily-load" value={decimal(load.dailyLoad)}>{t.dailyLoadAside(load.active)}</Figure>
    </div>
  );
}
