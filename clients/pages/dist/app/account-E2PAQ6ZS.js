import{a as t}from"./chunk-RXVHAHHM.js";import"./chunk-YBNPBCWL.js";import"./chunk-SQE76S5B.js";var o={account:t};export{o as default};
