import{a as t}from"./chunk-YB2Q5445.js";import{a as e}from"./chunk-TNXRTGYA.js";import"./chunk-BVZPVNTP.js";var m={account:t,shared:e};export{m as default};
