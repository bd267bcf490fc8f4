import{f as a}from"./chunk-RJCU2CF2.js";import"./chunk-DOFDMEJ7.js";export{a as default};
