import { whole } from "../ui/language.ts";

const en = {
  title: "History of this card",
  kinds: { ADDED: "Added", REVISED: "Changed", RETIRED: "Retired" },
  restored: "Restored",
  byYou: "by you",
  byOther: "by another editor",
  version: (n: number) => `version ${whole(n)} of the deck`,
  beforeIsOlder: "What it said before is further down: show older changes.",
  wholeCard: "The whole card",
  use: "Put this into the form",
  more: "Show older changes",
};

const de: typeof en = {
  title: "Verlauf dieser Karte",
  kinds: { ADDED: "Hinzugefügt", REVISED: "Geändert", RETIRED: "Zurückgezogen" },
  restored: "Wiederhergestellt",
  byYou: "von Ihnen",
  byOther: "von einer anderen Person",
  version: (n) => `Version ${whole(n)} des Stapels`,
  beforeIsOlder: "Was sie vorher sagte, steht weiter unten: Zeigen Sie ältere Änderungen.",
  wholeCard: "Die ganze Karte",
  use: "Ins Formular übernehmen",
  more: "Ältere Änderungen zeigen",
};

export const cardHistory = { en, de };
