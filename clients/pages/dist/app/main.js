import{J as t,m as e}from"./chunk-PYCEQCLN.js";e("shell").then(()=>t(document.getElementById("app")));
