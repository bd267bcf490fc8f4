import{a as t}from"./chunk-RDHT67F4.js";import{a as e}from"./chunk-WXLMV7BY.js";import"./chunk-6KS2HFOC.js";var m={account:t,shared:e};export{m as default};
