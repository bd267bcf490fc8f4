import{J as t,m as e}from"./chunk-IBEEBDPO.js";e("shell").then(()=>t(document.getElementById("app")));
