import{f as a}from"./chunk-EF7LHRKR.js";import"./chunk-IBEEBDPO.js";export{a as default};
