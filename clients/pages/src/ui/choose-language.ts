import { keep, KEPT, type Language } from "./language.ts";

/** Keeps the choice and starts the page anew in it. */
export function choose(chosen: Language): void {
  keep(KEPT, chosen);
  location.reload();
}
