import { decks } from "../../texts/decks.ts";
import { texts } from "../../ui/language.ts";

const t = texts(decks);

/** Such as "Figure 15.27". */
export function placeText(place: { kind: string; value: string }): string {
  return t.place[place.kind]?.(place.value) ?? place.value;
}
