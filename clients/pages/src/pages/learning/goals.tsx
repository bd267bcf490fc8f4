import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { learning } from "../../texts/learning.ts";
import { learningPlan } from "../../texts/learning-plan.ts";
import { Field } from "../../ui/form.tsx";
import { percent } from "../../ui/format.ts";
import { texts } from "../../ui/language.ts";
import type { StudiedDeck } from "../learning.tsx";

const t = texts(learningPlan);
const l = texts(learning);

/** Desired retention of a deck or of a topic. */
export interface Goal {
  deckId?: string;
  tag?: string;
  desiredRetention: number;
}

const keyOf = ({ deckId, tag }: Goal) => (deckId === undefined ? `tag ${tag}` : `deck ${deckId}`);

/** Goals of decks and topics beside that of the plan. */
export function Goals(props: { goals: Goal[]; tags: string[]; decks: StudiedDeck[]; set: (goals: Goal[]) => void }): JSX.Element {
  const { goals, tags, decks, set } = props;
  const [of, setOf] = useState("");
  const [share, setShare] = useState("95");
  const nameOf = ({ deckId, tag }: Goal) => tag ?? decks.find((deck) => deck.deckId === deckId)?.title ?? t.otherDeck;
  const isGood = of !== "" && Number(share) >= 70 && Number(share) <= 99;
  const add = () => {
    const [kind, name] = [of.slice(0, of.indexOf(" ")), of.slice(of.indexOf(" ") + 1)];
    const goal: Goal = { ...(kind === "tag" ? { tag: name } : { deckId: name }), desiredRetention: Number(share) / 100 };
    set([...goals.filter((other) => keyOf(other) !== of), goal]);
    setOf("");
  };
  return (
    <fieldset class="part">
      <legend>{t.goalsTitle}</legend>
      <p class="hint">{t.goalsHint}</p>
      {goals.length > 0 && (
        <ul class="plain">
          {goals.map((goal) => (
            <li key={keyOf(goal)}>
              <bdi>{nameOf(goal)}</bdi>: {percent(goal.desiredRetention)}{" "}
              <button type="button" class="quiet icon" aria-label={t.removeGoal(nameOf(goal))} onClick={() => set(goals.filter((other) => other !== goal))}>✕</button>
            </li>
          ))}
        </ul>
      )}
      <div class="controls">
        <Field label={t.goalOf}>
          {(ids) => (
            <select {...ids} value={of} onChange={({ currentTarget }) => setOf(currentTarget.value)}>
              <option value="">…</option>
              <optgroup label={l.topics}>{tags.map((tag) => <option key={tag} value={`tag ${tag}`}>{tag}</option>)}</optgroup>
              <optgroup label={l.deck}>{decks.map(({ deckId, title }) => <option key={deckId} value={`deck ${deckId}`}>{title}</option>)}</optgroup>
            </select>
          )}
        </Field>
        <Field label={t.retention}>{(ids) => <input {...ids} type="number" inputMode="numeric" min={70} max={99} value={share} onChange={({ currentTarget }) => setShare(currentTarget.value)} />}</Field>
        <button type="button" class="second" disabled={!isGood} onClick={add}>{t.addGoal}</button>
      </div>
    </fieldset>
  );
}
