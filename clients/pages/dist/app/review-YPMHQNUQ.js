import{f as a}from"./chunk-AEMTQUYH.js";import"./chunk-M6HGTLEA.js";export{a as default};
