import type { JSX } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import type { PageProps } from "../../app.tsx";
import { deckAuthors } from "../../texts/deck-authors.ts";
import { decks } from "../../texts/decks.ts";
import { shared } from "../../texts/shared.ts";
import { Empty } from "../../ui/empty.tsx";
import { texts, whole } from "../../ui/language.ts";
import { Notice, Placeholder } from "../../ui/notice.tsx";
import { told, type AskError } from "../../ui/session.ts";
import { askVersioned, type Versioned } from "../../ui/versioned.ts";
import type { Card, Deck } from "./api.ts";
import { useCards } from "./cards.ts";
import { CardFace } from "./content.tsx";
import { Crumbs } from "./crumbs.tsx";
import { CardForm } from "./form.tsx";
import { tagsOf } from "./search.ts";

const t = { ...texts(decks), ...texts(deckAuthors) };
const s = texts(shared);

type CardProps = PageProps & { deckId: string; cardId: string | null };

interface Loaded {
  deck: Deck;
  /** Nothing for a card that is to be added; the version is that of the deck. */
  card: Versioned<Card | null>;
}

function isEditor(deck: Deck, account: PageProps["account"]): boolean {
  return deck.role !== "VIEWER" && account.roles.includes("author");
}

/** Readers get the card as HTML; editors get its texts, and the HTML of what they write with the preview. */
async function read({ deckId, cardId, account }: CardProps): Promise<Loaded> {
  const deck = await askVersioned<Deck>(`/decks/${deckId}`);
  if (cardId === null) {
    return { deck: deck.data, card: { data: null, version: deck.version } };
  }
  const query = isEditor(deck.data, account) ? {} : { html: "true" };
  return { deck: deck.data, card: await askVersioned<Card>(`/decks/${deckId}/cards/${cardId}`, { query }) };
}

/** One card: for who may edit it a form with a preview, for others the card. @property cardId `null` for a new one */
export default function Editor(props: CardProps): JSX.Element {
  const { deckId, cardId } = props;
  const [loaded, setLoaded] = useState<Loaded>();
  const [error, setError] = useState<AskError>();
  const cards = useCards(deckId);
  const known = useMemo(() => tagsOf(cards.cards), [cards.cards]);
  useEffect(() => {
    read(props).then(setLoaded, (failure: unknown) => setError(told(failure)));
  }, []);
  useEffect(() => {
    if (loaded) {
      document.title = `${cardId ? t.editCard : t.addCard} · ${loaded.deck.path.at(-1)} · Engram`;
    }
  }, [loaded]);
  if (error) {
    return [400, 404].includes(error.status) ? (
      <Empty title={t.noSuchCard} action={<a class="button" href={`/decks/${deckId}`}>{t.toDeck}</a>}>{t.noSuchCardHint}</Empty>
    ) : (
      <Notice kind="error">{error.message}</Notice>
    );
  }
  if (!loaded) {
    return <Placeholder height={30} />;
  }
  const { deck, card } = loaded;
  const mayEdit = isEditor(deck, props.account);
  if (!mayEdit && card.data === null) {
    return <Empty title={t.mayNotEdit} action={<a class="button" href={`/decks/${deckId}`}>{t.toDeck}</a>}>{t.mayNotEditHint}</Empty>;
  }
  return (
    <div class="deck">
      <Crumbs path={deck.path} deckId={deckId} />
      <div class="page-head">
        <h1>{card.data === null ? t.addCard : mayEdit ? t.editCard : t.cardTitle}</h1>
        {card.data && <Neighbours deckId={deckId} cardId={card.data.cardId} cards={cards.cards} />}
      </div>
      {mayEdit ? <CardForm deck={deck} card={card} known={known} changed={cards.reload} /> : card.data && <section class="panel narrow"><CardFace of={card.data} /></section>}
    </div>
  );
}

/** The cards before and after in the order of the deck. */
function Neighbours({ deckId, cardId, cards }: { deckId: string; cardId: string; cards: Card[] }): JSX.Element | null {
  const studied = cards.filter((card) => !card.retired || card.cardId === cardId);
  const index = studied.findIndex((card) => card.cardId === cardId);
  if (index < 0) {
    return null;
  }
  const link = (card: Card | undefined, text: string) => (card ? <a class="button quiet" href={`/decks/${deckId}/cards/${card.cardId}`}>{text}</a> : <span class="button quiet off" aria-disabled="true">{text}</span>);
  return (
    <nav class="actions" aria-label={t.neighbours}>
      {link(studied[index - 1], s.pageBefore)}
      <span class="aside">{s.pageOf(whole(index + 1), whole(studied.length))}</span>
      {link(studied[index + 1], s.pageAfter)}
    </nav>
  );
}
