import{M as t,m as e}from"./chunk-GOPZX6G4.js";e("shell").then(()=>t(document.getElementById("app")));
