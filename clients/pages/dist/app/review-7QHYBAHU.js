import{f as a}from"./chunk-TEBEORPW.js";import"./chunk-2QU7OEDY.js";export{a as default};
