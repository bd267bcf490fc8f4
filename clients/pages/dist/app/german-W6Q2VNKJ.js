import"./chunk-DOFDMEJ7.js";var e={};export{e as german};
