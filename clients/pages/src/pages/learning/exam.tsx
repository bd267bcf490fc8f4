import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { learning } from "../../texts/learning.ts";
import { learningPlan } from "../../texts/learning-plan.ts";
import { patiently } from "../../ui/ask.tsx";
import { Figure } from "../../ui/figure.tsx";
import { Field, useTask } from "../../ui/form.tsx";
import { decimal, momentText, percent } from "../../ui/format.ts";
import { texts } from "../../ui/language.ts";
import { Notice } from "../../ui/notice.tsx";
import { setQuery } from "../../ui/query.ts";
import { useRoute } from "../../ui/route.ts";
import { ask } from "../../ui/session.ts";
import type { PartProps } from "../learning.tsx";
import { Panel } from "./parts.tsx";
import { daysAfter, today } from "./scope.ts";

const t = texts(learningPlan);
const l = texts(learning);
const FARTHEST = 366;

interface Forecast {
  examAt: string;
  studyDays: number;
  cards: number;
  newCards: number;
  targetRecall: number;
  reachable: boolean;
  recallUnstudied: number;
  study: { expectedRecall: number; low: number; high: number; shareReaching: number; reviewsPerDay: number; busiestDay: number; minutesPerDay: number; newCards: number };
  smallestRetention?: number;
  smallestPace?: number;
  runs: number;
  searchRuns: number;
  model: string;
}

/** Whether a mean recall can be reached until a day, and with how much work. */
export function Exam({ scope, decks, tags }: PartProps & { tags: string[] }): JSX.Element {
  const { query } = useRoute();
  const form = useRef<HTMLFormElement>(null);
  const task = useTask();
  const [forecast, setForecast] = useState<Forecast>();
  const submit = (event: Event) => {
    event.preventDefault();
    const values = new FormData(form.current as HTMLFormElement);
    const text = (name: string) => String(values.get(name) ?? "") || undefined;
    const number = (name: string) => (text(name) === undefined ? undefined : Number(text(name)));
    setQuery({ exam: text("day"), target: text("target"), tag: text("tag"), deck: text("deck") });
    const body = { day: text("day"), targetRecall: (number("target") ?? 90) / 100, tag: text("tag"), deckId: text("deck"), reviewsPerDay: number("cards"), minutesPerDay: number("minutes"), newCardsPerDay: number("new") };
    void task.run(async () => setForecast(await patiently(() => ask<Forecast>("/plan/exam", { method: "POST", body }))));
  };
  return (
    <Panel title={t.examTitle} slug="forecast" lead={t.examLead}>
      <form ref={form} class="stack" onSubmit={submit}>
        <div class="fields">
          <Field label={t.examDay} error={task.error?.field === "day" ? task.error.message : undefined}>
            {(ids) => <input {...ids} name="day" type="date" required min={today()} max={daysAfter(today(), FARTHEST)} defaultValue={query.get("exam") ?? daysAfter(today(), 30)} />}
          </Field>
          <Field label={t.examTarget}>{(ids) => <input {...ids} name="target" type="number" required min={1} max={99} step={1} inputMode="numeric" defaultValue={query.get("target") ?? "90"} />}</Field>
          <Field label={t.examTopic}>
            {(ids) => (
              <select {...ids} name="tag">
                <option value="">{t.examAll}</option>
                {tags.map((tag) => <option key={tag} value={tag} selected={tag === query.get("tag")}>{tag}</option>)}
              </select>
            )}
          </Field>
          {decks.length > 1 && (
            <Field label={l.deck}>
              {(ids) => (
                <select {...ids} name="deck">
                  <option value="">{l.allDecks}</option>
                  {decks.map(({ deckId, title }) => <option key={deckId} value={deckId} selected={deckId === scope.deckId}>{title}</option>)}
                </select>
              )}
            </Field>
          )}
        </div>
        <details>
          <summary>{t.examLimits}</summary>
          <div class="fields">
            <Field label={t.examCards}>{(ids) => <input {...ids} name="cards" type="number" min={0} max={1000} inputMode="numeric" />}</Field>
            <Field label={t.examMinutes}>{(ids) => <input {...ids} name="minutes" type="number" min={0} max={1440} inputMode="numeric" />}</Field>
            <Field label={t.examNew}>{(ids) => <input {...ids} name="new" type="number" min={0} max={9999} inputMode="numeric" />}</Field>
          </div>
        </details>
        <div class="actions"><button disabled={task.busy}>{task.busy ? t.examWorking : t.examAsk}</button></div>
      </form>
      <div aria-live="polite">
        {task.error && <Notice kind="error">{task.error.message}</Notice>}
        {forecast && <Result of={forecast} isOld={task.busy} />}
      </div>
    </Panel>
  );
}

function Result({ of, isOld }: { of: Forecast; isOld: boolean }): JSX.Element {
  const { study } = of;
  return (
    <div class={isOld ? "stack is-stale" : "stack"}>
      <Notice kind={of.reachable ? "good" : "info"}>{(of.reachable ? t.examReached : t.examMissed)(of.targetRecall, of.cards, study.shareReaching)}</Notice>
      <div class="figures">
        <Figure label={t.expected} slug="forecast" value={percent(study.expectedRecall, 1)}>{t.expectedAside(study.low, study.high, momentText(of.examAt, { dateStyle: "medium" }))}</Figure>
        <Figure label={t.unstudied} slug="mastery" value={percent(of.recallUnstudied, 1)}>{t.unstudiedAside}</Figure>
        <Figure label={t.pace} slug="forecast" value={decimal(study.reviewsPerDay)}>{t.paceAside(study.busiestDay)}</Figure>
        <Figure label={t.time} slug="forecast" value={decimal(study.minutesPerDay)}>{t.timeAside(of.studyDays)}</Figure>
      </div>
      <ul class="plain">
        {of.newCards > 0 && <li>{t.examNew2(of.newCards, study.newCards)}</li>}
        <li>{of.smallestPace === undefined ? t.examNoPace : t.examPace(of.smallestPace)}</li>
        <li>{of.smallestRetention === undefined ? t.examNoRetention : t.examRetention(of.smallestRetention)}</li>
      </ul>
      <p class="basis">{t.examBasis(of.runs, of.searchRuns, of.model)}</p>
    </div>
  );
}
