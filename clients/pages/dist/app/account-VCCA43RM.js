import{a as t}from"./chunk-UPR32VDE.js";import{a as e}from"./chunk-R62TMQD3.js";import"./chunk-JXYNMPST.js";var m={account:t,shared:e};export{m as default};
