import{a as t}from"./chunk-MFZRLPWV.js";import{a as e}from"./chunk-GTP777OK.js";import"./chunk-GOPZX6G4.js";var m={account:t,shared:e};export{m as default};
