import type { JSX } from "preact";
import type { PageProps } from "../app.tsx";
import { decks } from "../texts/decks.ts";
import { Empty } from "../ui/empty.tsx";
import { texts } from "../ui/language.ts";
import { Later } from "../ui/later.tsx";
import { useRoute } from "../ui/route.ts";
import { DeckView } from "./decks/deck.tsx";
import { JoinByLink } from "./decks/join.tsx";
import { DeckList } from "./decks/list.tsx";

const t = texts(decks);

/** Most people read decks; what changes them is loaded by who does. */
const importing = () => import("./decks/import.tsx");
const editor = () => import("./decks/editor.tsx");

/** `/decks`, `/decks/import`, `/decks/DECK`, `/decks/DECK/sharing`, `/decks/DECK/join#CODE` and `/decks/DECK/cards/CARD` (or `new`). */
export default function Decks({ account }: PageProps): JSX.Element {
  const [, , deckId, part, cardId, ...rest] = useRoute().path.split("/");
  if (deckId === undefined) {
    return <DeckList account={account} />;
  }
  if (deckId === "import" && part === undefined) {
    return <Later load={importing} props={{ account }} />;
  }
  if (part === undefined || (part === "sharing" && cardId === undefined)) {
    return <DeckView key={deckId} deckId={deckId} isSharing={part === "sharing"} account={account} />;
  }
  if (part === "join" && cardId === undefined) {
    return <JoinByLink key={deckId} deckId={deckId} account={account} />;
  }
  if (part === "cards" && cardId !== undefined && rest.length === 0) {
    return <Later key={`${deckId}/${cardId}`} load={editor} props={{ deckId, cardId: cardId === "new" ? null : cardId, account }} />;
  }
  return <Empty title={t.noSuchDeck} action={<a class="button" href="/decks">{t.toDecks}</a>}>{t.noSuchDeckHint}</Empty>;
}
