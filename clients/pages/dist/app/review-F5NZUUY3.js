import{f as a}from"./chunk-24XTRDSD.js";import"./chunk-PYCEQCLN.js";export{a as default};
