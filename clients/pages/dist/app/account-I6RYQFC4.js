import{a as t}from"./chunk-7AQIR4T2.js";import{a as e}from"./chunk-5KS4HAZU.js";import"./chunk-SWISMBSB.js";var m={account:t,shared:e};export{m as default};
