import{a,b,c}from"./chunk-ZWLIJOB2.js";import"./chunk-GOPZX6G4.js";export{a as draftsOf,c as forgetAll,b as forgetRead};
