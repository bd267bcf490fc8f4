/** A custom property of the style sheet. */
export interface Token {
  name: string;
  light: string;
  /** As in light where the dark scheme says nothing else. */
  dark: string;
}

/** The tokens as the loaded style sheets declare them on `:root`; empty where these cannot be read. */
export function readTokens(): Token[] {
  const light = new Map<string, string>();
  const dark = new Map<string, string>();
  for (const sheet of document.styleSheets) {
    try {
      for (const rule of sheet.cssRules) {
        if (rule instanceof CSSStyleRule) {
          collect(rule, light);
        } else if (rule instanceof CSSMediaRule && /prefers-color-scheme:\s*dark/.test(rule.conditionText)) {
          [...rule.cssRules].forEach((inner) => inner instanceof CSSStyleRule && collect(inner, dark));
        }
      }
    } catch {
      // a style sheet of an extension of the browser: not ours
    }
  }
  return [...light].map(([name, value]) => ({ name, light: value, dark: dark.get(name) ?? value }));
}

function collect(rule: CSSStyleRule, into: Map<string, string>): void {
  if (rule.selectorText !== ":root") {
    return;
  }
  for (const name of rule.style) {
    if (name.startsWith("--")) {
      into.set(name, rule.style.getPropertyValue(name).trim());
    }
  }
}

type Rgb = [number, number, number];

/** @param value such as `#2456c7` or `#fff`; others are no plain colours */
export function rgb(value: string): Rgb | undefined {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(value)?.[1];
  if (hex === undefined) {
    return undefined;
  }
  const full = hex.length === 3 ? [...hex].map((digit) => digit + digit).join("") : hex;
  return [0, 2, 4].map((at) => parseInt(full.slice(at, at + 2), 16)) as Rgb;
}

function luminance(of: Rgb): number {
  const [red, green, blue] = of.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast ratio of WCAG, 1 to 21; nothing where one is no plain colour. */
export function contrast(front: string, behind: string): number | undefined {
  const [a, b] = [rgb(front), rgb(behind)];
  if (!a || !b) {
    return undefined;
  }
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

export interface Pair {
  front: string;
  behind: string;
  needed: number;
}

const TEXT = 4.5;
const SIGN = 3;
const on = (needed: number, fronts: string[], ...grounds: string[]): Pair[] => fronts.flatMap((front) => grounds.map((behind) => ({ front: `--${front}`, behind: `--${behind}`, needed })));

/** Which colours meet on the pages, and what contrast they need there. */
export const PAIRS: Pair[] = [
  ...on(TEXT, ["ink", "faint", "accent", "bad", "warn", "good"], "panel", "ground"),
  ...on(TEXT, ["ink", "accent"], "accent-ground"),
  ...on(TEXT, ["on-accent"], "accent"),
  ...on(TEXT, ["ink"], "raised", "trough", "step-0", "step-1", "step-2"),
  ...on(TEXT, ["on-accent"], "step-4", "step-5"),
  ...on(TEXT, ["good"], "good-ground"),
  ...on(TEXT, ["warn"], "warn-ground"),
  ...on(TEXT, ["bad"], "bad-ground"),
  ...on(TEXT, ["again", "hard", "good-answer", "easy"], "panel"),
  ...on(SIGN, ["line-strong", "series-1", "series-2", "series-3", "series-4"], "panel", "ground"),
  ...on(SIGN, ["series-1"], "trough"),
];
