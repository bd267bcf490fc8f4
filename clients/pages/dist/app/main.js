import{J as t,m as e}from"./chunk-DOFDMEJ7.js";e("shell").then(()=>t(document.getElementById("app")));
