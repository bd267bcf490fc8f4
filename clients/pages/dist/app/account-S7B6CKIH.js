import{a as t}from"./chunk-IZ5P2R7R.js";import{a as e}from"./chunk-6J55JIHJ.js";import"./chunk-2QU7OEDY.js";var m={account:t,shared:e};export{m as default};
