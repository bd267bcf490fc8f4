import{J as t,m as e}from"./chunk-JXYNMPST.js";e("shell").then(()=>t(document.getElementById("app")));
