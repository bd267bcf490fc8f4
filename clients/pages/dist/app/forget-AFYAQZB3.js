import{a,b,c}from"./chunk-G3VFEKYG.js";import"./chunk-2QU7OEDY.js";export{a as draftsOf,c as forgetAll,b as forgetRead};
