import { plural } from "../ui/language.ts";

const en = {
  skip: "Skip to the content",
  menu: "Menu",
  pages: "Pages",
  review: "Review",
  learning: "My learning",
  classes: "Classes",
  decks: "Decks",
  hardness: "Hardness",
  operations: "Operations",
  people: "People",
  account: "Account",
  definitions: "Definitions",
  design: "Design",
  home: "Engram",
  signOut: "Sign out",
  unreachable: "The server cannot be reached.",
  answered: (status: number) => `The server answered ${status}.`,
  tryAgainIn: (seconds: number) => `Try again in ${plural(seconds, ["second", "seconds"])}.`,
  tryAgain: "Try again",
  loading: "Loading …",
};

const de: typeof en = {
  skip: "Zum Inhalt springen",
  menu: "Menü",
  pages: "Seiten",
  review: "Wiederholen",
  learning: "Mein Lernen",
  classes: "Klassen",
  decks: "Stapel",
  hardness: "Schwierigkeit",
  operations: "Betrieb",
  people: "Personen",
  account: "Konto",
  definitions: "Definitionen",
  design: "Gestaltung",
  home: "Engram",
  signOut: "Abmelden",
  unreachable: "Der Server ist nicht erreichbar.",
  answered: (status) => `Der Server hat mit ${status} geantwortet.`,
  tryAgainIn: (seconds) => `Versuchen Sie es in ${plural(seconds, ["Sekunde", "Sekunden"])} wieder.`,
  tryAgain: "Noch einmal versuchen",
  loading: "Wird geladen …",
};

export const shell = { en, de };
