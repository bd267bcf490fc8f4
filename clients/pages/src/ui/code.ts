import hljs from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import c from "highlight.js/lib/languages/c";
import cpp from "highlight.js/lib/languages/cpp";
import csharp from "highlight.js/lib/languages/csharp";
import css from "highlight.js/lib/languages/css";
import go from "highlight.js/lib/languages/go";
import haskell from "highlight.js/lib/languages/haskell";
import java from "highlight.js/lib/languages/java";
import javascript from "highlight.js/lib/languages/javascript";
import json from "highlight.js/lib/languages/json";
import julia from "highlight.js/lib/languages/julia";
import kotlin from "highlight.js/lib/languages/kotlin";
import latex from "highlight.js/lib/languages/latex";
import matlab from "highlight.js/lib/languages/matlab";
import php from "highlight.js/lib/languages/php";
import python from "highlight.js/lib/languages/python";
import r from "highlight.js/lib/languages/r";
import ruby from "highlight.js/lib/languages/ruby";
import rust from "highlight.js/lib/languages/rust";
import scala from "highlight.js/lib/languages/scala";
import sql from "highlight.js/lib/languages/sql";
import swift from "highlight.js/lib/languages/swift";
import typescript from "highlight.js/lib/languages/typescript";
import xml from "highlight.js/lib/languages/xml";
import yaml from "highlight.js/lib/languages/yaml";

/** Those of which cards have code most; what is in another one stays plain. */
const LANGUAGES = { bash, c, cpp, csharp, css, go, haskell, java, javascript, json, julia, kotlin, latex, matlab, php, python, r, ruby, rust, scala, sql, swift, typescript, xml, yaml };
Object.entries(LANGUAGES).forEach(([name, language]) => hljs.registerLanguage(name, language));

/** Characters; colouring more would hold the page up. */
const MOST = 10_000;

/** Code as HTML in which parts have classes; everything else in it is escaped. @returns `undefined` in a language that is not known, and where it is longer than cards have it */
export function coloured(code: string, language: string): string | undefined {
  return code.length <= MOST && hljs.getLanguage(language) ? hljs.highlight(code, { language }).value : undefined;
}

/** Colours code that says in which language it is, as in ```python. */
export function colour(holder: HTMLElement): void {
  for (const code of holder.querySelectorAll<HTMLElement>("pre > code[class^=language-]")) {
    code.innerHTML = coloured(code.textContent ?? "", code.className.slice("language-".length)) ?? code.innerHTML;
  }
}
