import{J as t,m as e}from"./chunk-U7PXJ4S7.js";e("shell").then(()=>t(document.getElementById("app")));
