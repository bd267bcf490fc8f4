import type { Card } from "./api.ts";

/** How many cards have each tag, the most used first. */
export function tagsOf(cards: Card[]): [tag: string, cards: number][] {
  const counts = new Map<string, { tag: string; n: number }>();
  for (const card of cards) {
    for (const tag of card.retired ? [] : card.tags) {
      const key = tag.toLowerCase();
      const count = counts.get(key) ?? { tag, n: 0 };
      count.n++;
      counts.set(key, count);
    }
  }
  return [...counts.values()].sort((a, b) => b.n - a.n || a.tag.localeCompare(b.tag)).map(({ tag, n }) => [tag, n]);
}

/** The cards that have all words and all tags; a tag includes those that lie in it, as `a` includes `a::b`. */
export function found(cards: Card[], words: string, tags: string[], withRetired: boolean): Card[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const inTags = tags.map((tag) => tag.toLowerCase());
  return cards.filter((card) => {
    if (card.retired && !withRetired) {
      return false;
    }
    const own = card.tags.map((tag) => tag.toLowerCase());
    if (!inTags.every((tag) => own.some((has) => has === tag || has.startsWith(`${tag}::`)))) {
      return false;
    }
    const text = wanted.length === 0 ? "" : textOf(card);
    return wanted.every((word) => text.includes(word));
  });
}

const texts = new WeakMap<Card, string>();

function textOf(card: Card): string {
  let text = texts.get(card);
  if (text === undefined) {
    text = [card.question, card.answer?.author, card.answer?.text, card.source?.title, ...card.tags].join("\n").toLowerCase();
    texts.set(card, text);
  }
  return text;
}
