import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { PageProps } from "../../app.tsx";
import { decks } from "../../texts/decks.ts";
import { shared } from "../../texts/shared.ts";
import { Loaded, useAsk } from "../../ui/ask.tsx";
import { Empty } from "../../ui/empty.tsx";
import { texts } from "../../ui/language.ts";
import { Later } from "../../ui/later.tsx";
import { Notice } from "../../ui/notice.tsx";
import { useRoute } from "../../ui/route.ts";
import type { Deck, Membership as Studied } from "./api.ts";
import { Browse } from "./browse.tsx";
import { Crumbs } from "./crumbs.tsx";
import { ExportButton } from "./export.tsx";
import { Membership } from "./list.tsx";


const t = texts(decks);
const s = texts(shared);

const sharing = () => import("./sharing.tsx");
const undo = () => import("./undo.tsx").then(({ UndoButton }) => ({ default: UndoButton }));

/** A deck: what it is, what may be done with it, its cards, and with whom it is shared. */
export function DeckView(props: PageProps & { deckId: string; isSharing: boolean }): JSX.Element {
  const { deckId, account } = props;
  const asked = useAsk<Deck>(`/decks/${deckId}`);
  const isLearner = account.roles.includes("learner");
  const [after, setAfter] = useState(useRoute().query.get("after") ?? undefined);
  const studied = useAsk<{ memberships: Studied[] }>(isLearner ? "/decks/memberships" : null, { after });
  const [told, tell] = useState("");
  useEffect(() => {
    if (asked.data) {
      document.title = `${asked.data.path.at(-1)} · Engram`;
    }
  }, [asked.data?.title]);
  if (asked.error && [400, 404].includes(asked.error.status)) {
    return <Empty title={t.noSuchDeck} action={<a class="button" href="/decks">{t.toDecks}</a>}>{t.noSuchDeckHint}</Empty>;
  }
  const isStudied = studied.data?.memberships.some((of) => of.deckId === deckId) ?? false;
  return (
    <Loaded of={asked} height={30}>
      {(deck) => {
        const mayEdit = deck.role !== "VIEWER" && account.roles.includes("author");
        const changed = (what: string) => (tell(what), asked.reload());
        return (
          <div class="deck">
            <Crumbs path={deck.path} />
            <div class="page-head">
              <div>
                <h1 dir="auto">{deck.path.at(-1)}</h1>
                <p class="marks">
                  <span class="count">{s.cards(deck.cards)}</span>
                  <span class="chip" title={t.visibilityHint[deck.visibility]}>{t.visibility[deck.visibility]}</span>
                  <span class="chip">{t.role[deck.role]}</span>
                  {isStudied && <span class="chip good">{t.isStudied}</span>}
                </p>
              </div>
              <div class="actions">
                {mayEdit && <a class="button" href={`/decks/${deckId}/cards/new`}>{t.addCard}</a>}
                {deck.role === "OWNER" && mayEdit && <a class="button second" href={`/decks/import?deck=${deckId}`}>{t.importFile}</a>}
                <ExportButton deck={deck} />
                {mayEdit && <Later load={undo} props={{ deck, undone: changed }} height={0} />}
                {isLearner && studied.data && <Membership deck={deck} isStudied={isStudied} reload={setAfter} />}
              </div>
            </div>
            {told && <Notice kind="good">{told}</Notice>}
            {deck.role === "OWNER" && (
              <nav class="tabs" aria-label={t.parts}>
                <a href={`/decks/${deckId}`} aria-current={props.isSharing ? undefined : "page"}>{t.cards}</a>
                <a href={`/decks/${deckId}/sharing`} aria-current={props.isSharing ? "page" : undefined}>{t.sharing}</a>
              </nav>
            )}
            {props.isSharing && deck.role === "OWNER" ? <Later load={sharing} props={{ deck, mayChange: mayEdit, changed: asked.reload }} /> : <Browse key={deck.version} deck={deck} mayEdit={mayEdit} />}
          </div>
        );
      }}
    </Loaded>
  );
}
