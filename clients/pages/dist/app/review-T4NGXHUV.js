import{f as a}from"./chunk-R4B6E2AD.js";import"./chunk-6KS2HFOC.js";export{a as default};
