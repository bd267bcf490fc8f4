import type { JSX } from "preact";
import type { PageProps } from "../app.tsx";
import { hardness } from "../texts/hardness.ts";
import { texts } from "../ui/language.ts";
import { useRoute } from "../ui/route.ts";
import { DeckFigures } from "./hardness/deck.tsx";
import { Ranking } from "./hardness/ranking.tsx";

const t = texts(hardness);

/** How hard concepts are to retain, from a file of the command line; and what all learners of a deck have answered. */
export default function Hardness({ account }: PageProps): JSX.Element {
  const { query } = useRoute();
  const mayDecks = account.roles.some((role) => role === "author" || role === "researcher");
  const isDeck = mayDecks && query.get("tab") === "deck";
  return (
    <>
      <div class="page-head">
        <div>
          <h1>{t.title}</h1>
          <p class="aside">{isDeck ? t.deckLead : t.lead}</p>
        </div>
      </div>
      {mayDecks && (
        <nav class="tabs no-print" aria-label={t.title}>
          <a href="/hardness" aria-current={isDeck ? undefined : "page"}>{t.tabRank}</a>
          <a href="/hardness?tab=deck" aria-current={isDeck ? "page" : undefined}>{t.tabDeck}</a>
        </nav>
      )}
      {isDeck ? <DeckFigures isResearcher={account.roles.includes("researcher")} /> : <Ranking />}
    </>
  );
}
