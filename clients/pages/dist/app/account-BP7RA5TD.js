import{a as t}from"./chunk-QWJLLLAL.js";import{a as e}from"./chunk-KLHQOQHE.js";import"./chunk-IBEEBDPO.js";var m={account:t,shared:e};export{m as default};
