import type { JSX } from "preact";
import { deckAuthors } from "../../texts/deck-authors.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { texts } from "../../ui/language.ts";
import type { Card, Content } from "./api.ts";
import { CardDiff, CardFace } from "./content.tsx";

const t = texts(deckAuthors);

/** What was changed by two people at once. @property before the card that both began with */
export interface Conflict {
  before: Content;
  theirs: Card;
  version: number;
}

/** Shows both, and what each has changed; nothing is lost before the person has chosen. */
export function ConflictDialog(props: { conflict: Conflict; mine: Content; busy: boolean; takeTheirs: () => void; takeMine: () => void; edit: () => void }): JSX.Element {
  const { before, theirs } = props.conflict;
  return (
    <Dialog wide title={t.conflict} close={props.edit}>
      <p>{theirs.retired ? t.conflictRetired : t.conflictHint}</p>
      <div class="columns sides">
        <section>
          <h3>{t.theirs}</h3>
          <CardDiff before={before} after={theirs} />
          <details><summary>{t.wholeCard}</summary><CardFace of={theirs} /></details>
        </section>
        <section>
          <h3>{t.mine}</h3>
          <CardDiff before={before} after={props.mine} />
          <details><summary>{t.wholeCard}</summary><CardFace of={props.mine} /></details>
        </section>
      </div>
      <div class="actions">
        <button disabled={props.busy || theirs.retired} onClick={props.takeMine}>{t.takeMine}</button>
        <button class="second" disabled={props.busy} onClick={props.takeTheirs}>{t.takeTheirs}</button>
        <button class="quiet" onClick={props.edit}>{t.goOnEditing}</button>
      </div>
    </Dialog>
  );
}
