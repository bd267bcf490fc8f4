import{f as a}from"./chunk-B4CBB5PZ.js";import"./chunk-BVZPVNTP.js";export{a as default};
