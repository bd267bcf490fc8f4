import{J as t,m as e}from"./chunk-6KS2HFOC.js";e("shell").then(()=>t(document.getElementById("app")));
