import { german } from "../texts/german.ts";

/** The language of the pages: chosen by the person, else that of the browser, else English. */
export type Language = "en" | "de";

export const LANGUAGES: Record<Language, string> = { en: "English", de: "Deutsch" };
const KEPT = "engram-language";

function preferred(): Language {
  const kept = read(KEPT);
  const wanted = kept === null ? navigator.languages : [kept];
  return wanted.map((tag) => tag.slice(0, 2)).find((tag): tag is Language => tag in LANGUAGES) ?? "en";
}

export const language: Language = preferred();
document.documentElement.lang = language;

/** Texts of pages in other languages than English, by the name under which their file exports them; see `languages.mjs`. */
export const loaded: Record<string, never> = {};

/** To be awaited before the module of a page is loaded. Where its texts cannot be had, the page is in English. @param page such as `review` */
export async function loadTexts(page: string): Promise<void> {
  if (language !== "en") {
    await german[page]?.().then((texts) => Object.assign(loaded, texts.default), () => {});
  }
}

/** Keeps the choice and starts the page anew in it. */
export function choose(chosen: Language): void {
  keep(KEPT, chosen);
  location.reload();
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

const formats = new Map<string, Intl.NumberFormat>();

function number(n: number, options: Intl.NumberFormatOptions): string {
  const key = JSON.stringify(options);
  const format = formats.get(key) ?? new Intl.NumberFormat(language, options);
  formats.set(key, format);
  return format.format(n);
}

/** Such as 1,234. */
export function whole(n: number): string {
  return number(n, { maximumFractionDigits: 0 });
}

/** A share as per cent, such as 87 % or 87.3 %. */
export function percent(share: number, digits = 0): string {
  return number(share, { style: "percent", minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** A difference of shares in percentage points with its sign, such as +2.3. */
export function points(difference: number): string {
  return number(difference * 100, { signDisplay: "exceptZero", minimumFractionDigits: 1, maximumFractionDigits: 1 });
}

export function decimal(n: number, digits = 1): string {
  return number(n, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** @param day a study day such as `2026-11-30` */
export function dayText(day: string, options: Intl.DateTimeFormatOptions = { dateStyle: "medium" }): string {
  return new Intl.DateTimeFormat(language, { ...options, timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
}

/** @param at an instant such as `2026-11-30T12:00:00Z` */
export function momentText(at: string, options: Intl.DateTimeFormatOptions = { dateStyle: "medium", timeStyle: "short" }): string {
  return new Intl.DateTimeFormat(language, options).format(new Date(at));
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
