import type { JSX } from "preact";
import type { PageProps } from "../main.tsx";
import { decks } from "../texts/decks.ts";
import { Empty } from "../ui/ask.tsx";
import { texts } from "../ui/language.ts";
import { useRoute } from "../ui/route.ts";
import { DeckView } from "./decks/deck.tsx";
import { Editor } from "./decks/editor.tsx";
import { Import } from "./decks/import.tsx";
import { JoinByLink } from "./decks/join.tsx";
import { DeckList } from "./decks/list.tsx";

const t = texts(decks);

/** `/decks`, `/decks/import`, `/decks/DECK`, `/decks/DECK/sharing`, `/decks/DECK/join#CODE` and `/decks/DECK/cards/CARD` (or `new`). */
export default function Decks({ account }: PageProps): JSX.Element {
  const [, , deckId, part, cardId, ...rest] = useRoute().path.split("/");
  if (deckId === undefined) {
    return <DeckList account={account} />;
  }
  if (deckId === "import" && part === undefined) {
    return <Import account={account} />;
  }
  if (part === undefined || (part === "sharing" && cardId === undefined)) {
    return <DeckView key={deckId} deckId={deckId} isSharing={part === "sharing"} account={account} />;
  }
  if (part === "join" && cardId === undefined) {
    return <JoinByLink key={deckId} deckId={deckId} account={account} />;
  }
  if (part === "cards" && cardId !== undefined && rest.length === 0) {
    return <Editor key={`${deckId}/${cardId}`} deckId={deckId} cardId={cardId === "new" ? null : cardId} account={account} />;
  }
  return <Empty title={t.noSuchDeck} action={<a class="button" href="/decks">{t.toDecks}</a>}>{t.noSuchDeckHint}</Empty>;
}
