import{a as t}from"./chunk-76V33YCH.js";import{a as e}from"./chunk-GL4M7GJO.js";import"./chunk-PYCEQCLN.js";var m={account:t,shared:e};export{m as default};
