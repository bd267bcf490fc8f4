import{f as a}from"./chunk-PPVZC7IP.js";import"./chunk-U7PXJ4S7.js";export{a as default};
