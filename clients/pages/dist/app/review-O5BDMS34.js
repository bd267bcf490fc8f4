import{f as a}from"./chunk-B23JPAYB.js";import"./chunk-SWISMBSB.js";export{a as default};
