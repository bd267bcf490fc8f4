// what most pages use: one file for all of them, see together.mjs
import "./all-pages.ts";
import "./ask.tsx";
import "./chart.tsx";
import "./choose-language.ts";
import "./copy.tsx";
import "./csv.tsx";
import "./dialog.tsx";
import "./empty.tsx";
import "./figure.tsx";
import "./form.tsx";
import "./format.ts";
import "./near.tsx";
import "./query.ts";
import "./table.tsx";
import "./versioned.ts";
