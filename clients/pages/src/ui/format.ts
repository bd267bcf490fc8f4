import { language } from "./language.ts";

/** To make one takes a hundred times as long as to use it. */
const formats = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function formatOf<O, F extends Intl.NumberFormat | Intl.DateTimeFormat>(Format: new (language: string, options: O) => F, options: O): F {
  const key = Format.name + JSON.stringify(options);
  const format = (formats.get(key) as F | undefined) ?? new Format(language, options);
  formats.set(key, format);
  return format;
}

/** A number as it is written in the language in use. */
export function number(n: number, options: Intl.NumberFormatOptions): string {
  return formatOf(Intl.NumberFormat, options).format(n);
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
  return formatOf(Intl.DateTimeFormat, { ...options, timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
}

/** @param at an instant such as `2026-11-30T12:00:00Z` */
export function momentText(at: string, options: Intl.DateTimeFormatOptions = { dateStyle: "medium", timeStyle: "short" }): string {
  return formatOf(Intl.DateTimeFormat, options).format(new Date(at));
}
