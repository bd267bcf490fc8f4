import { language } from "../../ui/language.ts";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** From the longest: its seconds, and from how many on a time is told in it where that is another number. */
const UNITS: [Intl.RelativeTimeFormatUnit, number, number?][] = [["year", 365.25 * DAY, 2 * 365 * DAY], ["month", 30.4375 * DAY, 60 * DAY], ["day", DAY], ["hour", HOUR], ["minute", MINUTE]];

/** The unit in which a time is told, such as "45 days" before it becomes "2 months", and its seconds. */
export function unitOf(seconds: number): [Intl.RelativeTimeFormatUnit, number, number?] {
  return UNITS.find(([, size, from = size]) => seconds >= from) ?? ["second", 1];
}

/** A time in words, such as "10 min" or "2.5 months"; in a sentence minutes are long, too. */
export function timeText(seconds: number, isSentence = false): string {
  const [unit, size] = unitOf(seconds);
  const maximumFractionDigits = unit === "year" || unit === "month" ? 1 : 0;
  const unitDisplay = size < DAY && !isSentence ? "short" : "long";
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay, maximumFractionDigits }).format(seconds / size);
}

/** @param duration as the API writes one, such as `PT5M30S` or `P6D` */
export function secondsOf(duration: string): number {
  const [, days = 0, hours = 0, minutes = 0, seconds = 0] = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(duration) ?? [];
  return Number(days) * DAY + Number(hours) * HOUR + Number(minutes) * MINUTE + Number(seconds);
}
