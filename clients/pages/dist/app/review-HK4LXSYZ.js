import{f as a}from"./chunk-AAYL6G6R.js";import"./chunk-GOPZX6G4.js";export{a as default};
