import{a,b,c}from"./chunk-KUHWES7F.js";import"./chunk-M6HGTLEA.js";export{a as draftsOf,c as forgetAll,b as forgetRead};
