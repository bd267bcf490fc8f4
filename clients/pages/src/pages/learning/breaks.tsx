import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { learningPlan } from "../../texts/learning-plan.ts";
import { Field } from "../../ui/form.tsx";
import { dayText } from "../../ui/format.ts";
import { texts } from "../../ui/language.ts";
import { today } from "./scope.ts";

const t = texts(learningPlan);

/** Study days on which nothing is due, both ends included. */
export interface Break {
  from: string;
  to: string;
}

/** Breaks that are planned, and a form for another one. */
export function Breaks({ breaks, set }: { breaks: Break[]; set: (breaks: Break[]) => void }): JSX.Element {
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const add = () => {
    set([...breaks, { from, to }].sort((a, b) => a.from.localeCompare(b.from)));
    setFrom("");
    setTo("");
  };
  return (
    <fieldset class="part">
      <legend>{t.breaksTitle}</legend>
      <p class="hint">{t.breaksHint}</p>
      {breaks.length === 0 ? <p class="aside">{t.noBreaks}</p> : (
        <ul class="plain">
          {breaks.map((of) => (
            <li key={of.from}>
              {t.breakText(dayText(of.from), dayText(of.to))}{" "}
              <button type="button" class="quiet icon" aria-label={t.removeBreak(dayText(of.from), dayText(of.to))} onClick={() => set(breaks.filter((other) => other !== of))}>✕</button>
            </li>
          ))}
        </ul>
      )}
      <div class="controls">
        <Field label={t.breakFrom}>{(ids) => <input {...ids} type="date" min={today()} value={from} onChange={({ currentTarget }) => setFrom(currentTarget.value)} />}</Field>
        <Field label={t.breakTo}>{(ids) => <input {...ids} type="date" min={from || today()} value={to} onChange={({ currentTarget }) => setTo(currentTarget.value)} />}</Field>
        <button type="button" class="second" disabled={!from || !to || to < from} onClick={add}>{t.addBreak}</button>
      </div>
    </fieldset>
  );
}
