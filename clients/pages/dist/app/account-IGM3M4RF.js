import{a as t}from"./chunk-DWJW5OB6.js";import{a as e}from"./chunk-THBTHLIM.js";import"./chunk-M6HGTLEA.js";var m={account:t,shared:e};export{m as default};
