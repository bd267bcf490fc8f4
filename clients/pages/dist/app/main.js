import{M as t,m as e}from"./chunk-2QU7OEDY.js";e("shell").then(()=>t(document.getElementById("app")));
