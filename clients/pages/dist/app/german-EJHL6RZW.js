import"./chunk-U7PXJ4S7.js";var e={};export{e as german};
