/** The language of the pages: chosen by the person, else that of the browser, else English. */
export type Language = "en" | "de";

export const LANGUAGES: Record<Language, string> = { en: "English", de: "Deutsch" };
/** Where the choice of the person is kept. */
export const KEPT = "engram-language";

function preferred(): Language {
  const kept = read(KEPT);
  const wanted = kept === null ? navigator.languages : [kept];
  return wanted.map((tag) => tag.slice(0, 2)).find((tag): tag is Language => tag in LANGUAGES) ?? "en";
}

export const language: Language = preferred();
document.documentElement.lang = language;

/** Texts of pages in other languages than English, by the name under which their file exports them; see `languages.mjs`. */
export const loaded: Record<string, never> = {};

/** To be awaited before the module of a page is loaded. Where its texts cannot be had, the page is in English. @param page such as `review`; `shell` is the frame of all pages */
export async function loadTexts(page: string): Promise<void> {
  if (language !== "en") {
    await import("../texts/german.ts")
      .then(({ german }) => german[page]?.())
      .then((found) => Object.assign(loaded, found?.default), () => {});
  }
}

/**
 * The texts of a page in the language in use. Texts of all pages stand in `src/texts`, one file for each page; the German ones have
 * the type of the English ones, so that none can be missing.
 */
export function texts<T>(of: Record<Language, T>): T {
  return of[language];
}

/** @param forms such as `["card", "cards"]`; both languages distinguish one and other only */
export function plural(n: number, forms: readonly [string, string]): string {
  return `${whole(n)} ${n === 1 ? forms[0] : forms[1]}`;
}

/** Such as 1,234. Without `Intl`, whose first use takes longer than the drawing of a card. */
export function whole(n: number): string {
  return String(Math.round(n)).replace(/\B(?=(\d{3})+$)/g, language === "de" ? "." : ",");
}

/** What a person chose for this browser; private windows may refuse to keep it. */
export function read(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** Keeps a choice of a person, not data; `null` forgets it. */
export function keep(name: string, value: string | null): void {
  try {
    if (value === null) {
      localStorage.removeItem(name);
    } else {
      localStorage.setItem(name, value);
    }
  } catch {
    // a private window: the choice holds until it is closed
  }
}
