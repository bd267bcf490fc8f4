import{J as t,m as e}from"./chunk-SWISMBSB.js";e("shell").then(()=>t(document.getElementById("app")));
