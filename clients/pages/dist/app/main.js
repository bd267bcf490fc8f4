import{M as t,m as e}from"./chunk-M6HGTLEA.js";e("shell").then(()=>t(document.getElementById("app")));
