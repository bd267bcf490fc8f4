import{J as t,m as e}from"./chunk-BVZPVNTP.js";e("shell").then(()=>t(document.getElementById("app")));
