import{f as a}from"./chunk-6TFCBCQZ.js";import"./chunk-JXYNMPST.js";export{a as default};
